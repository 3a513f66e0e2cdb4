import { words, type OldSection } from './section.ts';

export const RABBITMQ: OldSection[] = [
  {
    row: 'S19',
    id: 'rabbitmq-server',
    about: 'What it is, and how it is started',
    does: 'It explains what a message queue is for, installs RabbitMQ on Red Hat 6, and starts it.',
    pairs: [
      {
        said: '`yum -y install rabbitmq-server`, with `erlang` from the distribution.',
        is: 'Both come from RabbitMQ’s own repositories. Those of the distributions are often many releases behind.',
      },
      {
        said: '`service rabbitmq-server start`.',
        is: '`systemctl start rabbitmq-server`.',
      },
      {
        said: '`pip install pika`, and no word on users.',
        is: 'So its reader stays `guest`, who may do everything. Give each service a user of its own, with the rights that it needs in one vhost.',
      },
      {
        said: 'RabbitMQ builds on `AMQP`, under the Mozilla Public License. With a queue, sender and receiver need not run at the same time.',
        is: 'In TypeScript the client is amqplib, and like pika it speaks AMQP 0-9-1.',
        holds: true,
      },
    ],
    lessons: ['rabbitmq/first-broker'],
    words: words('rabbitmq-server pika AMQP'),
  },
  {
    row: 'S20',
    id: 'queue-with-threads',
    about: 'A queue in memory, with threads',
    does: 'Five producers and two consumers share a queue with room for ten.',
    pairs: [
      {
        said: 'Each `consumer` takes its item.',
        code: [
          'messagequeue = Queue.Queue(10)',
          'def consumer(i):',
          '    while True:',
          '        messagequeue.get(i)',
        ],
        is: 'The first parameter of `get` is `block`. Consumer 1 asks with a true value, and waits. Consumer 0 asks with 0, which is false: it dies with `Empty` at the first empty queue that it meets. One consumer is left, and nobody is told.',
      },
      {
        said: '“Creates 5 threads that consume”, says the comment on `consumer`.',
        code: ['for i in range(2):'],
        is: 'It starts two.',
      },
      {
        said: 'Every `producer` and `consumer` is a `while True`.',
        is: 'Nothing ever ends, and no thread is a daemon: the program has to be killed. Python 3.13 gave the queue a `shutdown`.',
      },
      {
        said: '`import Queue`.',
        is: '`import queue` on Python 3.',
      },
      {
        said: '`Queue.Queue(10)` holds ten items at most.',
        is: 'A full queue makes the producers wait: that is back pressure. An array in TypeScript never does, so you write the queue yourself, with a `close`. It dies with its process, which is what a broker is for.',
        holds: true,
      },
    ],
    lessons: ['rabbitmq/in-memory-queue'],
    words: words('Queue producer consumer'),
  },
  {
    row: 'S21',
    id: 'to-be-continued',
    about: 'Producer and consumer',
    does: 'One sentence, and then “to be continued”.',
    pairs: [
      {
        said: '`producer` and `consumer` no longer share an object in memory, but a queue on a server.',
        is: 'Here the article breaks off. Its two programs are in these lessons, in TypeScript and for pika 1.x: a durable queue, persistent messages, and an ack below the work.',
        holds: true,
      },
    ],
    lessons: ['rabbitmq/hello-queue', 'rabbitmq/acknowledgements'],
    words: words('producer consumer'),
  },
];
