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
 * What axe finds, as sentences; by all of its rules, or by these, or by all
 * but some.
 */
export async function axeFindings(
  page: Page,
  rules?: string[],
  butFor: string[] = [],
): Promise<string[]> {
  const axe = new AxeBuilder({ page }).disableRules(butFor);
  const { violations } = await (
    rules ? axe.withRules(rules) : axe.withTags(TAGS)
  ).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ html, any }) => `${id}: ${html} (${any[0]?.message ?? 'see axe'})`,
    ),
  );
}
