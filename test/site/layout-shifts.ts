import type { Page } from 'playwright-core';

/** Has a page note from its beginning what moves in it. */
export async function notesShifts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const shifts: number[] = [];
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        shifts.push((entry as unknown as { value: number }).value);
    }).observe({ type: 'layout-shift', buffered: true });
  });
}

/** How much has moved on it until now: its cumulative layout shift. */
export async function shifted(page: Page): Promise<number> {
  // Two frames: what was going to move has moved.
  await page.evaluate(
    () =>
      new Promise((resolve) =>
        requestAnimationFrame(() => requestAnimationFrame(resolve)),
      ),
  );
  const shifts = await page.evaluate<number[]>('window.shifts');
  return shifts.reduce((sum, each) => sum + each, 0);
}
