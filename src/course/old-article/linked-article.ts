import { words, type LinkedSection } from './section.ts';

/** What the article adds that the old one links to for “more”. */
export const LINKED_ARTICLE: LinkedSection[] = [
  {
    row: 'S23',
    id: 'redis-types',
    about: 'The types of Redis',
    does: 'The methods of redis-py for each type of value.',
    pairs: [],
    parts: [
      { about: 'Strings and bits', lessons: ['redis/strings'] },
      { about: 'Hashes', lessons: ['redis/hashes'] },
      { about: 'Lists', lessons: ['redis/lists'] },
      { about: 'Sets', lessons: ['redis/sets'] },
      { about: 'Sorted sets', lessons: ['redis/sorted-sets'] },
    ],
    words: [],
  },
  {
    row: 'S24',
    id: 'pika',
    about: 'RabbitMQ with pika',
    does: 'It goes on where the old article breaks off.',
    pairs: [
      {
        said: 'Its first consumer begins so.',
        code: ["basic_consume(callback, queue='hello', no_ack=True)"],
        is: 'A `TypeError` since pika 1.0: the queue comes first, and `no_ack` is `auto_ack`. It also loses what the worker has in hand when it dies.',
      },
      {
        said: 'With a durable queue and `delivery_mode=2`, no message is lost.',
        is: 'Both keep through a restart what RabbitMQ has. Published with a slip in the `routing_key`, a message was gone, and `basic_publish` returned `None`. `confirm_delivery()` and `mandatory=True` tell you.',
      },
      {
        said: 'Consumer 1 takes the odd jobs, and consumer 2 the even ones. With `basic_qos(prefetch_count=1)` whoever comes takes the next: “the order in which messages are got”.',
        is: 'Odd and even when both were there first. With ten jobs there before the consumers, the first had all ten. `prefetch_count=1` changes no order: it changes who waits.',
      },
    ],
    parts: [
      {
        about: 'Acknowledgements',
        lessons: ['rabbitmq/acknowledgements'],
      },
      {
        about: 'Durable queues, persistent messages',
        lessons: ['rabbitmq/hello-queue', 'rabbitmq/confirms'],
      },
      { about: 'Who gets the next message', lessons: ['rabbitmq/prefetch'] },
      { about: 'Fanout exchanges', lessons: ['rabbitmq/fanout'] },
      { about: 'Direct exchanges', lessons: ['rabbitmq/direct'] },
      { about: 'Topic exchanges', lessons: ['rabbitmq/topic'] },
      { about: 'Users', lessons: ['rabbitmq/first-broker'] },
    ],
    words: words(
      'basic_consume no_ack delivery_mode routing_key basic_publish basic_qos prefetch_count',
    ),
  },
  {
    row: 'S25',
    id: 'engine-and-session',
    about: 'SQLAlchemy',
    does: 'From an engine to classes, and their relations.',
    pairs: [
      {
        said: '`engine.execute("…")`.',
        is: 'Gone since SQLAlchemy 2.0. Take a connection and a `text("…")`, and call `commit`, or the row is rolled back where the `with` ends.',
      },
      {
        said: '`max_overflow=5`.',
        is: 'It allowed ten connections and not five: a pool has five by default, and these come on top.',
      },
      {
        said: 'Classes by `declarative_base()` and `Column`.',
        is: 'They still work, with a warning that the base has moved. Today the classes are typed: `Mapped[str]`, and `mapped_column()`. A `create_all` changes no table that is there.',
      },
      {
        said: '`session.query(…).filter_by(…).first()`, as tutorials of those years read.',
        is: 'It still works, and is called legacy. Today it is `session.scalars(select(…))`. Mind its `first()`: unless you say `limit(1)`, all rows are sent that match.',
      },
    ],
    parts: [
      { about: 'Engine, and SQL by hand', lessons: ['orm/raw-sql'] },
      { about: 'Classes as tables', lessons: ['orm/schema'] },
      { about: 'SQL as expressions', lessons: ['orm/query-builder'] },
      { about: 'Create, read, change, remove', lessons: ['orm/crud'] },
      { about: 'One session, many requests', lessons: ['orm/identity-map'] },
      { about: 'Filters', lessons: ['orm/filters'] },
      {
        about: 'Relations',
        lessons: ['orm/one-to-many', 'orm/many-to-many'],
      },
    ],
    words: words(
      'engine.execute max_overflow declarative_base Column create_all session.query',
    ),
  },
];
