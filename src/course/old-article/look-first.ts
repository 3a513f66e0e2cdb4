/** A line of old code that does harm and says nothing. */
export interface LookFirst {
  line: string;
  /** What it does. */
  harm: string;
  /** The section that tells of it, by its id. */
  section: string;
}

/** What to look for first in code of that time. */
export const LOOK_FIRST: LookFirst[] = [
  {
    line: 'mc.cas(key, value)',
    harm: 'without `cache_cas=True` it is a plain `set`, and overwrites.',
    section: 'check-and-set',
  },
  {
    line: 'mc.delete(key, 10)',
    harm: 'deletes nothing, and returns 0.',
    section: 'storage-commands',
  },
  {
    line: 'mc.get_slabs()',
    harm: 'throws on Python 3, and from then on each call reads the answer to another.',
    section: 'statistics',
  },
  {
    line: 'r.set(…)',
    harm: 'between `r.pipeline()` and `pipe.execute()`: it is not in the pipeline.',
    section: 'redis-pipeline',
  },
  {
    line: 'messagequeue.get(i)',
    harm: 'the consumer with the number 0 dies.',
    section: 'queue-with-threads',
  },
  {
    line: 'no_ack=True',
    harm: 'a worker that dies takes its messages along.',
    section: 'pika',
  },
];
