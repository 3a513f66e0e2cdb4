import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

const TAGS = [
  'wcag2a',
  'wcag2aa',
  'wcag21a',
  'wcag21aa',
  'wcag22aa',
  'best-practice',
];

/**
 * Only what is wrong is written down: to describe each element that is right,
 * by a selector that no other has, takes longer than all of the rules.
 */
const WRONG_ONLY = {
  resultTypes: ['violations'],
  selectors: false,
} satisfies Parameters<AxeBuilder['options']>[0];

/**
 * What axe finds, as sentences; by all of its rules, or by these, or by all
 * but some.
 */
export async function axeFindings(
  page: Page,
  rules?: string[],
  butFor: string[] = [],
): Promise<string[]> {
  await page.evaluate(settled);
  const axe = new AxeBuilder({ page })
    .options({ ...WRONG_ONLY })
    // In one go: results of several frames would be put together in a tab
    // that is opened for it, and a page has one frame.
    .setLegacyMode()
    .disableRules(butFor);
  const { violations } = await (
    rules ? axe.withRules(rules) : axe.withTags(TAGS)
  ).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ html, any }) => `${id}: ${html} (${any[0]?.message ?? 'see axe'})`,
    ),
  );
}

/** Resolves when no colour is on its way to another: a theme fades in. */
async function settled(): Promise<void> {
  const fading = document
    .getAnimations()
    .filter((each) => each instanceof CSSTransition);
  await Promise.allSettled(fading.map(({ finished }) => finished));
}
