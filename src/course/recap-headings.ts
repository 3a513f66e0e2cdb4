import type { Track } from './tracks.ts';

/** The headings of a track's tables of commands. */
export interface Vocabulary {
  /** Of first columns: a table that begins otherwise is about other things. */
  first: string[];
  /** Of columns with calls in TypeScript: a client each. */
  clients: string[];
  /** Of the column with the calls in Python: its library. */
  python: string;
  /** Of the column with what the server does, or sends back. */
  says: string;
}

export type TableTrack = Exclude<Track, 'capstone'>;

/** One name for one thing, in all lessons of a track. */
export const VOCABULARY: Record<TableTrack, Vocabulary> = {
  memcached: {
    first: ['command', 'what'],
    clients: ['our client', 'memjs'],
    python: 'python-memcached',
    says: 'what comes back',
  },
  redis: {
    first: ['command'],
    clients: ['ioredis'],
    python: 'redis-py',
    says: 'what comes back',
  },
  rabbitmq: {
    first: ['method'],
    clients: ['amqplib'],
    python: 'pika',
    says: 'what RabbitMQ does',
  },
  orm: {
    first: ['MikroORM', 'pg'],
    clients: [],
    python: 'SQLAlchemy',
    says: 'what it does',
  },
};

export const tableTracks = Object.keys(VOCABULARY) as TableTrack[];

export function isTableTrack(track: string): track is TableTrack {
  return track in VOCABULARY;
}

/**
 * Why the headings are not those of a table of commands: undefined where
 * they are, and where the table is about other things, as the settings of
 * a `redis.conf`.
 */
export function unknownHeading(
  headings: readonly string[],
  { first, clients, python, says }: Vocabulary,
): string | undefined {
  const [begins = '', ...others] = headings;
  if (first.includes(begins)) {
    const known = [...clients, python, says];
    return others.find((heading) => !known.includes(heading));
  }
  // A column of a client's calls belongs to a table of commands.
  return headings.some((each) => [...clients, python].includes(each))
    ? begins
    : undefined;
}
