import { expect, test } from 'vitest';
import type { RunEvent } from '../../src/course/event.ts';
import { errorEntries } from '../../src/site/errors/entries.ts';
import { errorsIn } from '../../src/site/errors/said.ts';
import { roundTrip, smallLesson } from './small-course.ts';

const printed = (text: string): RunEvent => ({
  t: 0,
  event: 'stdout',
  pane: 'main',
  text: `${text}\n`,
});

test.each([
  ['redis', '(error) WRONGTYPE Operation …', 'WRONGTYPE'],
  ['redis', '[40, (error) OOM command not allowed]', 'OOM'],
  ['memcached', 'CLIENT_ERROR bad data chunk', 'CLIENT_ERROR'],
  [
    'rabbitmq',
    'channel.close reply-code=406 reply-text="PRECONDITION_FAILED - no" class-id=60',
    'PRECONDITION_FAILED',
  ],
  ['postgres', 'ErrorResponse 23505 duplicate key value', '23505'],
] as const)('%s says %s', (service, reply, code) => {
  const [said] = errorsIn(roundTrip(service, 'x/y:7', 'asked', reply));
  expect(said).toMatchObject({
    speaker: service,
    code,
    source: { file: 'examples/x/y.ts', line: 7 },
  });
});

test.each([
  ['redis', '"an error of a customer"'],
  ['memcached', 'VALUE ERROR 0 5 "ERROR"'],
  ['rabbitmq', 'connection.close reply-code=200 reply-text="Goodbye"'],
] as const)('%s refuses nothing with %s', (service, reply) => {
  expect(errorsIn(roundTrip(service, 'x/y:7', 'asked', reply))).toEqual([]);
});

test('what was sent together has its own line each', () => {
  const [one, two] = ['x/y:1', 'x/y:2'].map((at) =>
    roundTrip('redis', at, 'GET', '(nil)'),
  );
  const trip = (event: RunEvent) => ({ ...event, trip: 1 }) as RunEvent;
  const events = [one![0]!, two![0]!, one![1]!].map(trip);
  const refused = { ...two![1]!, trip: 1, text: '(error) ERR no' } as RunEvent;
  expect(errorsIn([...events, refused])[0]!.source!.line).toBe(2);
});

test('a library is heard where a program prints its error', () => {
  expect(
    errorsIn(
      [
        printed('seven: UniqueConstraintViolationException: orders_number'),
        printed('KeyTooLong: the key has 252 bytes'),
        printed('parsed: SyntaxError'),
        printed('no problem: none'),
      ],
      ['KeyTooLong'],
    ).map(({ speaker, code }) => [speaker, code]),
  ).toEqual([
    ['client', 'UniqueConstraintViolationException'],
    ['client', 'KeyTooLong'],
  ]);
});

test('an error is told once, each wording with its places and its lesson', () => {
  const said = (text: string, example: string) => ({
    speaker: 'redis' as const,
    code: 'ERR',
    text,
    example,
  });
  const lessons = [
    smallLesson('redis/keys', 'It says `ERR no such key`.', ['redis/a']),
    smallLesson('redis/other', 'It says nothing.', ['redis/a']),
  ];
  const [entry, ...others] = errorEntries(
    [said('ERR no such key', 'redis/a'), said('ERR no such key', 'redis/b')],
    lessons,
  );
  expect(others).toEqual([]);
  expect(entry).toMatchObject({
    id: 'err-no-such-key',
    title: 'ERR no such key',
    wordings: [
      {
        places: [{ example: 'redis/a' }, { example: 'redis/b' }],
        lessons: ['redis/keys', 'redis/other'],
      },
    ],
  });
});
