import { beforeAll, describe, expect, inject, test } from 'vitest';
import { parseCommand } from '../../../src/lab/console/rabbitmq/parse-command.ts';
import type { Provider } from '../../../src/services/service.ts';
import { openServices } from '../../../src/services/services.ts';
import { openLab } from '../lab-client.ts';
import { ALL, openConsole } from './open-console.ts';

let services: Provider;

beforeAll(async () => {
  services = await openServices({ root: inject('servicesRoot') });
});

async function rabbitmq() {
  const lab = await openLab(services, { examples: ALL });
  return openConsole(lab, 'rabbitmq');
}

test('an exchange, a queue and a binding are declared, used, listed and deleted', async () => {
  const console = await rabbitmq();
  const said = async (line: string) => console.say(line);
  expect(await said('list queues')).toBe('No items\n');
  expect(await said('declare queue name=orders durable=true')).toBe(
    'queue declared\n',
  );
  expect(await said('declare exchange name=shop type=topic')).toBe(
    'exchange declared\n',
  );
  expect(
    await said(
      'declare binding source=shop destination=orders routing_key=order.#',
    ),
  ).toBe('binding declared\n');
  const publish = 'publish exchange=shop payload="two  words"';
  expect(await said(`${publish} routing_key=order.new`)).toBe(
    'Message published\n',
  );
  expect(await said(`${publish} routing_key=invoice`)).toBe(
    'Message published but NOT routed\n',
  );
  expect(await said('list queues')).toMatch(
    / name +\|.*\n-+\+.*\n orders \| .* \| +1 \| +0\n/,
  );
  expect(await said('list exchanges')).toMatch(/ shop +\| topic/);
  expect(await said('list bindings')).toMatch(
    / shop +\| orders +\| queue +\| order\.#/,
  );
  expect(await said('get queue=orders')).toMatch(
    / order\.new +\| shop +\| +0 \| two {2}words \| +10 \| .* \| false\n/,
  );
  expect(await said('get queue=orders ackmode=ack_requeue_false')).toMatch(
    /\| true\n/,
  );
  expect(await said('get queue=orders')).toBe('No items\n');
  expect(
    await said('publish exchange=amq.default routing_key=orders payload=x'),
  ).toBe('Message published\n');
  expect(await said('purge queue name=orders')).toBe(
    'queue purged of 1 message\n',
  );
  expect(
    await said(
      'delete binding source=shop destination=orders routing_key=order.#',
    ),
  ).toBe('binding deleted\n');
  expect(await said('delete exchange name=shop')).toBe('exchange deleted\n');
  expect(await said('delete queue name=orders')).toBe(
    'queue deleted, with 0 messages\n',
  );
});

test('several messages go back in their order', async () => {
  const console = await rabbitmq();
  await console.say('declare queue name=q');
  for (const n of [1, 2, 3]) {
    await console.say(`publish routing_key=q payload=m${n}`);
  }
  for (let again = 0; again < 2; again++) {
    expect(await console.say('get queue=q count=5')).toMatch(/m1[^]*m2[^]*m3/);
  }
});

test('properties and arguments are passed on', async () => {
  const console = await rabbitmq();
  await console.say(
    `declare queue name=q arguments='{"x-max-length":1}' queue_type=classic`,
  );
  await console.say(
    `publish routing_key=q payload=x properties='{"delivery_mode":2,"message_id":"m-1","headers":{"n":1}}'`,
  );
  expect(await console.say('get queue=q')).toMatch(
    /headers: {"n":1}, delivery_mode: 2, message_id: m-1/,
  );
  expect(await console.say('list queues')).toContain('"x-max-length":1');
});

test.each([
  [
    ['declare queue name=q', 'declare queue name=q durable=false'],
    /^406 PRECONDITION_FAILED - inequivalent arg 'durable' for queue 'q' in vhost 'course'.*\n~ The broker has closed the channel/,
  ],
  [['get queue=nothing'], /^404 NOT_FOUND - no queue 'nothing'.*\n~ The bro/],
  [
    ['publish exchange=nothing routing_key=k'],
    /^404 NOT_FOUND - no exchange 'nothing'.*\n~ The broker/,
  ],
  [
    ['declare exchange name=amq.mine type=direct'],
    /^403 ACCESS_REFUSED - exchange name 'amq.mine' contains reserved.*\n~/,
  ],
] as [string[], RegExp][])(
  'errors are the broker’s own: %j',
  async (lines, words) => {
    const console = await rabbitmq();
    let said = '';
    for (const line of lines) said = await console.say(line);
    expect(said).toMatch(words);
    expect(await console.say('declare queue name=after')).toBe(
      'queue declared\n',
    );
    for (let n = 0; n < 12; n++) {
      expect(await console.say('publish routing_key=after')).toContain('publ');
    }
  },
);

test('connections, channels and consumers can be listed', async () => {
  const console = await rabbitmq();
  expect(await console.say('list connections')).toMatch(
    /\d+\.\d+\.\d+\.\d+:\d+ ->/,
  );
  expect(await console.say('list consumers')).toBe('No items\n');
  expect(await console.say('list channels')).toBeTruthy();
});

describe('what is no command is told with the nearest one', () => {
  test.each([
    ['decalre queue name=q', 'Did you mean "declare"?'],
    ['declare que name=q', 'followed by queue, exchange, binding, not "que".'],
    ['declare', '"declare" is followed by queue, exchange, binding.'],
    ['list queue', 'Did you mean "queues"?'],
    ['declare queue', '"declare queue" needs name=….'],
    ['declare queue nam=q', 'not "nam". Did you mean "name"?'],
    ['declare queue q', '"q" is not of the form name=value.'],
    ['publish routing_key="open', 'A quote is opened and not closed.'],
    ['constructor', 'There is no command "constructor".'],
    ['__proto__ x', 'There is no command "__proto__".'],
    ['declare __proto__', 'not "__proto__"'],
  ])('%s', (line, words) => {
    expect(() => parseCommand(line)).toThrow(words);
  });

  test('an empty line is none', () => {
    expect(parseCommand('  ')).toBeUndefined();
  });
});

test('values that a command does not take are said', async () => {
  const console = await rabbitmq();
  expect(await console.say('declare queue name=q durable=yes')).toBe(
    'durable is true or false, not "yes".\n',
  );
  expect(await console.say('declare queue name=q arguments=[]')).toMatch(
    /^arguments is a JSON object in single quotes/,
  );
  expect(await console.say('get queue=q count=0')).toBe(
    'count is a number from 1 to 1000, not "0".\n',
  );
  expect(await console.say('get queue=q ackmode=ack_requeu_true')).toContain(
    'Did you mean "ack_requeue_true"?',
  );
  expect(await console.say('help')).toContain('list queues|exchanges');
});
