import type { OpenSite } from './open-site.ts';

/** What moved while a page was loaded, each as a score. */
export async function layoutShifts(
  site: OpenSite,
  address: string,
  width: number,
): Promise<number[]> {
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
  return page.evaluate('window.shifts');
}
