import { expect, test } from 'vitest';
import { createDecoder } from '../../src/wire/decoder.ts';

/** What is seen of a connection, a line each; set-up in brackets. */
function seen(...said: [from: 'client' | 'server', text: string][]) {
  const decoder = createDecoder('memcached', () => true);
  return said
    .flatMap(([from, text]) => decoder.push(from, Buffer.from(text)))
    .map(({ text, setup, trip }) => (setup ? `[${text}]` : `${trip} ${text}`));
}

test('a version that is asked first is set-up, and no round trip', () => {
  expect(
    seen(
      ['client', 'version\r\n'],
      ['server', 'VERSION 1.6.18\r\n'],
      ['client', 'get tea\r\n'],
      ['server', 'END\r\n'],
    ),
  ).toEqual(['[version]', '[VERSION 1.6.18]', '1 get tea', '1 END']);
});

test('a version that is asked later is a command like any other', () => {
  expect(
    seen(
      ['client', 'get tea\r\nversion\r\n'],
      ['server', 'END\r\nVERSION 1.6.18\r\n'],
    ),
  ).toEqual(['1 get tea', '1 version', '1 END', '1 VERSION 1.6.18']);
});
