import { chromium } from 'playwright-core';
const b = await chromium.launch({executablePath:'/usr/bin/chromium',args:['--no-sandbox','--disable-gpu']});
for (const [w,dark] of [[1280,true],[768,false],[1680,false]]) {
 const p = await b.newPage({viewport:{width:w,height:900},colorScheme:dark?'dark':'light'});
 await p.goto('http://localhost:4900/redis/pub-sub/');
 await p.evaluate(()=>document.querySelector('.exercise').scrollIntoView());
 await p.locator('.editor').waitFor();
 await p.locator('.check').click(); await p.locator('.bench[data-lesson] .said',{hasText:'pass'}).waitFor();
 await p.locator('.solve').click(); await p.locator('.diff').waitFor(); await p.waitForTimeout(200);
 await p.evaluate(()=>document.querySelector('.exercise .solve').scrollIntoView({block:'center'}));
 await p.screenshot({path:`/tmp/shots/me-diff-${w}.png`});
 await p.close();
}
await b.close();
