import type { Track } from '../../course/tracks.ts';
import { CLIENTS } from './clients.ts';
import { prose } from './prose.ts';

const KEEPS = 'leaves the text on the server';
const ANSWERS = 'resolves to what the server has';

/** Reads the first message of a queue and leaves it there. */
const LOOK_AT = `
/** The first message of a queue, which stays in it; or null. */
async function lookAt(channel: Channel, queue: string) {
  const message = await channel.get(queue);
  if (!message) return null;
  channel.nack(message);
  return message.content.toString();
}
`;

/** Every file of a new lesson and its example, by path. */
export function filesOf(
  track: Track,
  slug: string,
  title: string,
  order: string,
): Record<string, string> {
  const client = CLIENTS[track];
  const folder = `lessons/${track}/${order}-${slug}`;
  const broker = track === 'rabbitmq';
  const imports = broker
    ? client.imports.replace('{ ', '{ type Channel, ')
    : client.imports;
  const lookAt = broker ? LOOK_AT : '';
  const signature = `/**
 * Puts a text on the server under a key. Resolves to what the server
 * then has there.
 */
export async function keep(key: string, text: string): Promise<string | null>`;
  const wrong = (failsIn: string, why: string, put: string, answer: string) =>
    `// Fails: ${failsIn}\n// ${why}\n${client.imports}\n\n${signature} {\n  ${client.open}\n  try {\n    ${put}\n    return ${answer};\n  } finally {\n    ${client.close}\n  }\n}\n`;
  return {
    [`examples/${track}/${slug}.ts`]: `/**
 * Write here what the program shows, in a sentence.
 *
 * @title ${title}
 * @task say here what one takes it for
 * @uses ${client.uses}
 * @tags ${slug}
 */
${imports}

const key = '${slug}';
const text = 'hello';
// #region put
${outdent(client.open)}
${outdent(client.put)}
// #endregion put
// #region read
${outdent(client.read)}
console.log(\`the server has "\${found}"\`);
// #endregion read
${client.close}
${lookAt}`,
    [`${folder}/lesson.mdx`]: prose(track, slug, title, client.uses),
    [`${folder}/exercise.ts`]: `${signature} {
  throw new Error(\`Begin here: put "\${text}" under \${key}.\`);
}
`,
    [`${folder}/solution.ts`]: `${imports}

${signature} {
  ${client.open}
  try {
    ${client.put}
    ${client.read}
    return found;
  } finally {
    ${client.close}
  }
}
${lookAt}`,
    [`${folder}/check.test.ts`]: `${imports}
import { describe, expect, test } from 'vitest';
import { keep } from './exercise.ts';

/** What the server has, by a connection of the check's own. */
async function onServer(key: string): Promise<string | null> {
  ${client.open}
  try {
    ${client.read}
    return found;
  } finally {
    ${client.close}
  }
}
${lookAt}
describe('Keep a text', () => {
test('${KEEPS}', async () => {
  await keep('${slug}-kept', 'hello');
  expect(
    await onServer('${slug}-kept'),
    'the server does not have the text: it was never sent',
  ).toBe('hello');
});

test('${ANSWERS}', async () => {
  expect(
    await keep('${slug}-read', 'hello'),
    'ask the server for the text after you put it there',
  ).toBe('hello');
});
});
`,
    [`${folder}/wrong/never-sends.ts`]: `// Fails: ${KEEPS}
// Answers by itself; nothing ever reaches the server.
${signature} {
  return key ? text : null;
}
`,
    [`${folder}/wrong/does-not-ask.ts`]: wrong(
      ANSWERS,
      'Sends the text and answers OK, whatever the server has.',
      client.put,
      "'OK'",
    ),
  };
}

/** Lines that were written for the inside of a function, for the outside. */
function outdent(code: string): string {
  return code.replace(/^ {2}/gm, '');
}
