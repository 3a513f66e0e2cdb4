import { measureChecks } from './check.ts';
import { measureCrowd } from './crowd.ts';
import { measureLighthouse } from './lighthouse.ts';
import { measureMemcachedClients } from './memcached-clients.ts';
import { measurePages } from './pages.ts';
import type { Rig } from './rig.ts';
import type { Row } from './row.ts';
import { measureRuns } from './run.ts';
import { measureServices } from './services.ts';
import { measureSite } from './site.ts';
import { measureStart } from './start.ts';
import { measureSuite } from './suite.ts';
import { measureTap } from './tap.ts';

/** Something that the bench measures. */
export interface Measurement {
  /** As `--only` has it. */
  name: string;
  heading: string;
  /** Not measured unless it is asked for by its name, and why. */
  onlyWhenAsked?: string;
  measure(rig: Rig): Promise<Row[]>;
}

/** All of them, in the order in which they are measured. */
export const MEASUREMENTS: readonly Measurement[] = [
  {
    name: 'run',
    heading: 'From Run to the first output, in a lab that is warm',
    measure: measureRuns,
  },
  {
    name: 'check',
    heading: 'From Check to the verdict, in a lab that is warm',
    measure: measureChecks,
  },
  { name: 'tap', heading: 'What the tap costs', measure: measureTap },
  {
    name: 'crowd',
    heading: 'Thirty pages that press Run at once',
    measure: measureCrowd,
  },
  {
    name: 'services',
    heading: 'Servers until they answer (cold: without data)',
    measure: measureServices,
  },
  {
    name: 'start',
    heading: 'npm start, built and installed',
    measure: measureStart,
  },
  {
    name: 'site',
    heading: 'The site built, without caches (cold) and with (warm)',
    measure: measureSite,
  },
  {
    name: 'pages',
    heading: 'What a browser fetches of a page before it is touched',
    measure: measurePages,
  },
  {
    name: 'clients',
    heading: 'The memcached client of the course, on one connection',
    measure: measureMemcachedClients,
  },
  {
    name: 'lighthouse',
    heading:
      'Lighthouse, mobile (each score the median of three looks at most)',
    onlyWhenAsked: 'it fetches Lighthouse from the npm registry',
    measure: measureLighthouse,
  },
  {
    name: 'suite',
    heading: 'The tests',
    onlyWhenAsked: 'it runs all of `npm test`',
    measure: measureSuite,
  },
];
