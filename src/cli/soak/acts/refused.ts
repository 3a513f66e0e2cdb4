import { setTimeout as sleep } from 'node:timers/promises';
import type { Act } from '../life.ts';
import { DEATH_MS } from '../page.ts';
import { send, type Sent } from '../../apart/send.ts';

/** A request that is refused, what is other than usual in it, and by what. */
type Bad = [
  what: string,
  status: number,
  sent: Partial<Omit<Sent, 'headers'>> & {
    headers?: Record<string, string | undefined>;
  },
];

const json = (value: unknown) => ({ body: JSON.stringify(value) });
const run = { path: '/lab/runs' };
const check = { path: '/lab/checks' };
const save = { path: '/lab/answers/save' };
const big = 'x'.repeat(300 * 1024);

const BAD: Bad[] = [
  ['a foreign host', 421, { headers: { host: 'evil.example' } }],
  ['a foreign origin', 403, { headers: { origin: 'https://evil.example' } }],
  ['a sandboxed frame', 403, { headers: { origin: 'null' } }],
  ['another site', 403, { headers: { 'sec-fetch-site': 'cross-site' } }],
  ['no token', 403, { headers: { 'x-lab-token': undefined } }],
  ['a wrong token', 403, { headers: { 'x-lab-token': 'x'.repeat(32) } }],
  ['text', 415, { headers: { 'content-type': 'text/plain' } }],
  ['no type', 415, { headers: { 'content-type': undefined } }],
  ['another method', 405, { method: 'PUT' }],
  ['a page by POST', 405, { path: '/' }],
  ['no such route', 404, { path: '/lab/nothing' }],
  ['a route by detour', 404, { path: '/lab/../lab/runs' }],
  ['broken JSON', 400, { body: '{"example": ' }],
  ['a list', 400, { body: '[]' }],
  ['nothing', 400, { body: '' }],
  ['bytes', 400, { body: Buffer.from([255, 0, 254]) }],
  ['deep JSON', 400, { body: '['.repeat(100_000) }],
  ['a body that is too large', 413, { body: big }],
  ['no such example', 404, { ...run, ...json({ example: '../../etc' }) }],
  ['an example by number', 404, { ...run, ...json({ example: 7 }) }],
  ['a long name', 404, { ...run, ...json({ example: 'x'.repeat(9999) }) }],
  [
    'a file elsewhere',
    400,
    { ...run, ...json({ example: 'redis/pub-sub', files: { '../a.ts': '' } }) },
  ],
  [
    'an edit that is too long',
    400,
    {
      ...run,
      ...json({
        example: 'redis/pub-sub',
        files: { 'helper.ts': 'x'.repeat(70_000) },
      }),
    },
  ],
  [
    'files that are none',
    400,
    { ...run, ...json({ example: 'redis/pub-sub', files: 7 }) },
  ],
  [
    'faults that are none',
    400,
    { ...run, ...json({ example: 'redis/pub-sub', faults: [{ fault: 'x' }] }) },
  ],
  [
    'too many faults',
    400,
    {
      ...run,
      ...json({
        example: 'redis/pub-sub',
        faults: Array(21).fill({ fault: 'cut' }),
      }),
    },
  ],
  ['no such lesson', 404, { ...check, ...json({ lesson: '__proto__' }) }],
  ['no such answer', 404, { ...save, ...json({ lesson: '../x', source: '' }) }],
  ['an answer that is none', 400, { ...save, ...json({ source: {} }) }],
  [
    'progress that is none',
    400,
    { path: '/lab/progress', ...json({ text: 7 }) },
  ],
  [
    'progress of a newer Roundtrip',
    422,
    { path: '/lab/progress', ...json({ text: 'version 99' }) },
  ],
  ['a console of nothing', 404, { path: '/lab/consoles', ...json({}) }],
  ['a fault in nothing', 400, { path: '/lab/faults', ...json({}) }],
];

/** Sends what must be refused, and sees by what it is. */
export const refused: Act = {
  name: 'refused',
  weight: 10,
  kind: 'life',
  uses: [],
  async run(life, chance) {
    const [what, status, { headers, ...sent }] = chance.pick(BAD);
    const page = await life.page(chance);
    try {
      const answer = await send(page.port, {
        method: 'POST',
        ...{ path: '/lab/answers', body: '{}', ...sent },
        headers: page.headers(headers),
      });
      const holds = page.holds(
        answer.status === status,
        `${what} was answered by ${answer.status} in place of ${status}: ${answer.text.slice(0, 200)}`,
        ['lab'],
      );
      if (holds) life.tally.count('refused');
    } catch (error) {
      // A body that is refused before it is read may break the connection.
      const broke = status === 413;
      if (!broke) await sleep(DEATH_MS);
      const why = (error as Error).message;
      if (page.holds(broke, `${what}: ${why}`, ['lab']))
        life.tally.count('refused');
    }
  },
};
