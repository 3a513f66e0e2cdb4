import { LINKED_ARTICLE } from './old-article/linked-article.ts';
import { MEMCACHED_BASICS } from './old-article/memcached-basics.ts';
import { MEMCACHED_COMMANDS } from './old-article/memcached-commands.ts';
import { MEMCACHED_HEALTH } from './old-article/memcached-health.ts';
import { RABBITMQ } from './old-article/rabbitmq.ts';
import { REDIS } from './old-article/redis.ts';
import type {
  Chapter,
  LinkedSection,
  OldSection,
} from './old-article/section.ts';
import { SQLALCHEMY } from './old-article/sqlalchemy.ts';

const MEMCACHED = [
  ...MEMCACHED_BASICS,
  ...MEMCACHED_COMMANDS,
  ...MEMCACHED_HEALTH,
];

/** The old article that the course grew out of, in its own order. */
export const OLD_ARTICLE: OldSection[] = [
  ...MEMCACHED,
  ...REDIS,
  ...RABBITMQ,
  ...SQLALCHEMY,
];

/** The old article under its headings, and then what it links to. */
export const CHAPTERS: Chapter[] = [
  { id: 'memcached', title: 'Memcached', sections: MEMCACHED },
  { id: 'redis', title: 'Redis', sections: REDIS },
  { id: 'rabbitmq', title: 'RabbitMQ', sections: RABBITMQ },
  { id: 'orm', title: 'SQLAlchemy', sections: SQLALCHEMY },
  {
    id: 'linked',
    title: 'The article that it links to',
    intro:
      'For “more”, the old article links to another, which begins where it is short. What it adds is here in three parts. Where no lesson stands, it is not taught yet.',
    sections: LINKED_ARTICLE,
  },
];

/** An old name, and the sections in which it stands. */
export interface OldName {
  name: string;
  sections: (OldSection | LinkedSection)[];
}

/** All old names, as an index has them: flags, and then by letter. */
export function oldNames(): OldName[] {
  const index = new Map<string, OldName>();
  for (const section of CHAPTERS.flatMap(({ sections }) => sections))
    for (const name of section.words) {
      const entry = index.get(name) ?? { name, sections: [] };
      entry.sections.push(section);
      index.set(name, entry);
    }
  const isFlag = ({ name }: OldName) => Number(name.startsWith('-'));
  // A name that begins with an underscore stands under its first letter.
  const letters = ({ name }: OldName) => name.replace(/^_/, '');
  const byLetter = new Intl.Collator('en', { caseFirst: 'lower' });
  return [...index.values()].sort(
    (a, b) => isFlag(b) - isFlag(a) || byLetter.compare(letters(a), letters(b)),
  );
}
