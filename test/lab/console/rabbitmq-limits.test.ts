import { expect, inject, test } from 'vitest';
import { parseCommand } from '../../../src/lab/console/rabbitmq/parse-command.ts';
import { openServices } from '../../../src/services/services.ts';
import { openLab } from '../lab-client.ts';
import { ALL, openConsole } from './open-console.ts';

const LONG = 'é'.repeat(128); // 256 bytes

test.each([
  ['declare queue name=', 'name'],
  ['declare exchange name=e type=', 'type'],
  ['declare binding source=s destination=', 'destination'],
  ['publish exchange=e routing_key=', 'routing_key'],
  ['publish routing_key=k exchange=', 'exchange'],
  ['get queue=', 'queue'],
])('%s… may have 255 bytes', (line, argument) => {
  expect(() => parseCommand(`${line}${LONG}`)).toThrow(
    `${argument} may have 255 bytes.`,
  );
  expect(parseCommand(`${line}${'x'.repeat(255)}`)).toBeDefined();
});

test('after an error of the client the next lines are answered', async () => {
  const services = await openServices({ root: inject('servicesRoot') });
  const lab = await openLab(services, { examples: ALL });
  const console = await openConsole(lab, 'rabbitmq');
  const key = JSON.stringify({ ['k'.repeat(300)]: 1 });
  for (const line of [
    `declare queue name=q arguments='${key}'`,
    `publish routing_key=q properties='{"message_id":7}'`,
  ]) {
    expect(await console.say(line)).toMatch(/\S/);
    expect(await console.say('declare queue name=after')).toBe(
      'queue declared\n',
    );
    expect(await console.say('publish routing_key=after payload=x')).toBe(
      'Message published\n',
    );
  }
});
