import type { Example } from '../../course/example.ts';
import type { Lesson } from '../../course/lesson.ts';
import type { Provider, Service } from '../../services/service.ts';
import type { Answers } from './answers.ts';
import type { Chance } from './chance.ts';
import type { Lab } from '../apart/lab.ts';
import { Page } from './page.ts';
import type { Place } from './place.ts';
import type { Marks } from './marks.ts';
import type { Tally } from './tally.ts';
import { Troubles } from './troubles.ts';

/** One kind of thing that is done to a lab. */
export interface Act {
  name: string;
  /** How often, beside the others of its kind. */
  weight: number;
  /**
   * Of several that go on at once, or one that comes every so often and takes
   * something away from all of them.
   */
  kind: 'life' | 'blow';
  /** What is to be up for it. */
  uses: readonly Service[];
  /** Resolves when it is over; what does not hold is in the tally then. */
  run(life: Life, chance: Chance): Promise<void>;
}

/** What all acts of a soak have. */
export interface Life {
  place: Place;
  lab: Lab;
  provider: Provider;
  services: readonly Service[];
  /** Those that can be run with the services that are up. */
  examples: readonly Example[];
  lessons: readonly Lesson[];
  tally: Tally;
  troubles: Troubles;
  answers: Answers;
  marks: Marks;
  /** Aborted when it is to end. */
  signal: AbortSignal;
  /** A page of the lab, once that is there. */
  page(chance: Chance): Promise<Page>;
}

/** Tabs that are open: their benches are more than the lab keeps servers for. */
const TABS = 6;

/** What all acts have, of its parts. */
export function newLife(parts: Omit<Life, 'troubles' | 'page'>): Life {
  const troubles = new Troubles();
  const { lab, tally } = parts;
  return {
    ...parts,
    troubles,
    async page(chance) {
      const tab = `tab-${chance.number(TABS)}`;
      await troubles.over('lab');
      return new Page(lab, tab, troubles, tally);
    },
  };
}
