import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { expect, test } from 'vitest';
import { methodOf } from '../../src/wire/amqp-methods.ts';

// src/wire reads amqplib's own tables of the protocol, by their path, for
// amqplib does not export them. After an upgrade this is what tells.
test('the tables that amqplib does not export are where and as they were', () => {
  const main = createRequire(import.meta.url).resolve('amqplib');
  const manifest = path.join(path.dirname(main), 'package.json');
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as {
    version: string;
  };
  expect(
    version,
    'amqplib was upgraded. Where lib/defs.js still has decode(id, bytes) and info(id), and the tests in test/wire pass, put the new version here.',
  ).toBe('2.3.1');
  // basic.ack, delivery-tag 7, multiple: class 60, method 80.
  const ack = Buffer.from('003c0050000000000000000701', 'hex');
  const { name, fields, hasContent, text } = methodOf(ack);
  expect({ name, fields, hasContent }).toEqual({
    name: 'basic.ack',
    fields: { deliveryTag: 7, multiple: true },
    hasContent: false,
  });
  expect(text()).toBe('basic.ack tag=7 multiple=true');
});
