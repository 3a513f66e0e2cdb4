import type { OpenSite } from './open-site.ts';

/** How much moved while a page was loaded: its cumulative layout shift. */
export async function layoutShifts(
  site: OpenSite,
  address: string,
  width: number,
): Promise<number> {
  const page = await site.open('/404.html', {
    viewport: { width, height: 800 },
  });
  await page.addInitScript(() => {
    const shifts: number[] = [];
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        shifts.push((entry as unknown as { value: number }).value);
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await page.goto(site.url() + address, { waitUntil: 'networkidle' });
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
