import { describe, expect, test } from 'vitest';
import { lessonNames } from '../../src/course/lesson.ts';
import { projectFolder } from '../../src/course/project.ts';
import { axeFindings } from './axe-findings.ts';
import { brokenLinks } from './broken-links.ts';
import { openSite } from './open-site.ts';
import { pageWeight } from './page-weight.ts';

// The course itself; what a page does is tested with the fixture.
const site = openSite({ course: projectFolder });

const KB = 1000;

test('all links and anchors of the course lead somewhere', () => {
  expect(brokenLinks(site.folder())).toEqual([]);
});

describe.each(lessonNames())('the page of %s', (name) => {
  const address = `/${name}/`;

  test('weighs at most 40 kB, 5 kB of it JavaScript, all from this site', async () => {
    const { foreign, all, scripts, weights } = await pageWeight(site, address);
    expect(foreign).toEqual([]);
    expect(all, JSON.stringify([...weights])).toBeLessThanOrEqual(40 * KB);
    expect(scripts).toBeGreaterThan(0);
    expect(scripts).toBeLessThanOrEqual(5 * KB);
  });

  test.each(['light', 'dark'] as const)(
    'has nothing that axe finds in the %s theme',
    async (colorScheme) => {
      const page = await site.open(address, { colorScheme });
      expect(await axeFindings(page)).toEqual([]);
    },
  );

  test('does not scroll sideways on a telephone', async () => {
    const page = await site.open(address, {
      viewport: { width: 360, height: 780 },
    });
    expect(
      await page.evaluate('document.documentElement.scrollWidth'),
    ).toBeLessThanOrEqual(360);
  });
});
