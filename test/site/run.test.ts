import { describe, expect, test } from 'vitest';
import { openSite } from './open-site.ts';

const site = openSite();
const lesson = '/redis/greeting/';

test('Run replays the recording into the panes, and says that it is one', async () => {
  const page = await site.open(lesson);
  const bench = page.locator('.in-bench');
  const speaker = bench.getByRole('log', { name: 'Output of speaker' });
  expect(await speaker.innerText()).toBe('');
  await bench.getByRole('button', { name: 'Run' }).click();
  await bench.getByText(/Replaying a recording made on Redis 7.0.15/).waitFor();
  await bench.getByText(/^Finished/).waitFor();
  expect(await speaker.innerText()).toBe(
    'greetings: Hello, Ada & <all>\ngreetings: Hello, Grace & <all>\n',
  );
  const said = await bench.getByRole('status').innerText();
  expect(said).toContain('This was a recording, made on Redis 7.0.15');
  expect(said).toContain('npm ci && npm start');
  expect(said).toContain('Left behind: 1 key on Redis (greetings).');
});

test('errors are told apart, and each end is said in words', async () => {
  const page = await site.open(lesson);
  const bench = page.locator('.in-bench');
  await bench.getByRole('button', { name: 'Run' }).click();
  await bench.getByText('ended with SIGKILL').waitFor();
  expect(await bench.getByText('exit code 0').count()).toBe(1);
  const error = bench.locator('.stderr');
  expect(await error.innerText()).toContain('nothing on greetings yet');
  expect(
    await error.evaluate((each) => getComputedStyle(each, '::before').content),
  ).toContain('error output');
});

test('an example in the flow runs by itself', async () => {
  const page = await site.open(lesson);
  const mistake = page.getByRole('region', {
    name: 'Example: A command for another type',
  });
  await mistake.getByRole('button', { name: 'Run' }).click();
  await mistake.getByText('exit code 1').waitFor();
  expect(await mistake.getByRole('log').innerText()).toContain('WRONGTYPE');
  expect(await page.locator('.in-bench [role=log]').first().innerText()).toBe(
    '',
  );
});

describe('while a run goes', () => {
  test('Run is Stop, and Stop ends it', async () => {
    const page = await site.open(lesson);
    const bench = page.locator('.in-bench');
    await bench.getByRole('button', { name: 'Run' }).click();
    await bench.getByText('listening', { exact: true }).waitFor();
    await bench.getByRole('button', { name: 'Stop' }).click();
    await bench.getByText(/^Stopped\./).waitFor();
    expect(await bench.getByText('ended with SIGKILL').count()).toBe(0);
    expect(await bench.getByRole('button', { name: 'Run' }).count()).toBe(1);
  });

  test('Escape stops it, by keyboard alone', async () => {
    const page = await site.open(lesson);
    const bench = page.locator('.in-bench');
    await bench.getByRole('button', { name: 'Run' }).focus();
    await page.keyboard.press('Enter');
    await bench.getByText('listening', { exact: true }).waitFor();
    await page.keyboard.press('Escape');
    await bench.getByText(/^Stopped\./).waitFor();
  });
});

test('a second run begins with empty panes', async () => {
  const page = await site.open('/memcached/first-words/');
  const bench = page.locator('.in-bench');
  for (let run = 0; run < 2; run++) {
    const fetched = page.waitForResponse(/recordings/);
    await bench.getByRole('button', { name: 'Run' }).click();
    await fetched;
    await bench.getByText(/^Finished/).waitFor();
    expect(await bench.getByRole('log').innerText()).toBe('hello\n');
  }
});

test('with reduced motion the recording is shown at once', async () => {
  const page = await site.open(lesson, { reducedMotion: 'reduce' });
  await page.clock.install();
  const bench = page.locator('.in-bench');
  await bench.getByRole('button', { name: 'Run' }).click();
  // The clock stands still: what waits for it never comes.
  await bench.getByText(/^Finished/).waitFor();
});

test('a recording that cannot be fetched is said, not swallowed', async () => {
  const page = await site.open(lesson);
  await page.route('**/recordings/**', (route) =>
    route.fulfill({ status: 404 }),
  );
  const bench = page.locator('.in-bench');
  await bench.getByRole('button', { name: 'Run' }).click();
  await bench.getByText(/could not be loaded/).waitFor();
});
