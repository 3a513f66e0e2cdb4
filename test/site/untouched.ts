import type { BrowserContext, Page } from 'playwright-core';

/**
 * Pages that nobody touches until a test does. Without a window, the browser
 * says now and then that a pointer has come to the corner, where nobody moved
 * one: a page fetches what its first touch needs, and lets go of what is lit.
 */
export async function untouched(pages: BrowserContext | Page) {
  await pages.addInitScript(() => {
    const nobody = (event: Event) => {
      const { clientX, clientY } = event as MouseEvent;
      if (clientX === 0 && clientY === 0) event.stopImmediatePropagation();
    };
    for (const type of ['pointerover', 'pointermove', 'mouseover', 'mousemove'])
      addEventListener(type, nobody, true);
  });
}
