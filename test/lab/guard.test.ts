import { describe, expect, test } from 'vitest';
import { openLab, ownHeaders, send } from './lab-client.ts';

const HOST = '4321-class.example.org';
const services = {
  lease(): never {
    throw new Error('A run was started.');
  },
};

/** What the lab says to a request that is let in: it has no such example. */
const LET_IN = 404;

/** The status of a run that a page asks for under these headers. */
async function statusOf(
  options: { host?: string },
  headers: Record<string, string | undefined>,
): Promise<number> {
  const lab = await openLab(services, options);
  const all = Object.entries({ ...ownHeaders(lab), ...headers }).filter(
    (header): header is [string, string] => header[1] !== undefined,
  );
  const { status } = await send(lab.port, {
    method: 'POST',
    path: '/lab/runs',
    headers: Object.fromEntries(all),
    body: '{"example":"redis/none"}',
  });
  return status;
}

describe('a lab that is told the host name of its proxy', () => {
  const own = { host: HOST, origin: `https://${HOST}` };

  test.each([
    ['behind https', own],
    ['behind http', { host: HOST, origin: `http://${HOST}` }],
    ['whose proxy puts our name for its own', { origin: own.origin }],
    ['that is open on localhost as well', {}],
  ])('lets its own page in, %s', async (_where, headers) => {
    expect(await statusOf({ host: HOST }, headers)).toBe(LET_IN);
  });

  test.each([
    [421, 'a name below it', { host: `x.${HOST}` }],
    [421, 'a name that begins like it', { host: `${HOST}.evil.example` }],
    [421, 'its name with a port', { host: `${HOST}:4321` }],
    [421, 'its neighbour', { host: '4321-other.example.org' }],
    [
      421,
      'another name, which it forwards',
      { 'x-forwarded-host': HOST, host: 'evil.example' },
    ],
    [403, 'a foreign page', { host: HOST, origin: 'https://evil.example' }],
    [
      403,
      'a page of a neighbour',
      { host: HOST, origin: 'https://4321-other.example.org' },
    ],
    [403, 'a page of another port', { ...own, origin: `${own.origin}:8443` }],
    [403, 'a page of localhost', { host: HOST }],
    [403, 'a frame without origin', { ...own, origin: 'null' }],
    [403, 'another site', { ...own, 'sec-fetch-site': 'cross-site' }],
    [
      403,
      'a neighbour, as browsers say',
      { ...own, 'sec-fetch-site': 'same-site' },
    ],
    [403, 'no token', { ...own, 'x-lab-token': undefined }],
    [403, 'a wrong token', { ...own, 'x-lab-token': 'x'.repeat(32) }],
  ])('answers %i to %s', async (status, _who, headers) => {
    expect(await statusOf({ host: HOST }, headers)).toBe(status);
  });

  test('serves its pages under that name, and under no other', async () => {
    const lab = await openLab(services, { host: HOST });
    const get = { method: 'GET', path: '/' };
    const { status, text } = await send(lab.port, {
      ...get,
      headers: { host: HOST },
    });
    expect(status).toBe(200);
    expect(text).toContain(lab.token);
    const other = await send(lab.port, {
      ...get,
      headers: { host: `x.${HOST}` },
    });
    expect(other.status).toBe(421);
    expect(other.text).not.toContain(lab.token);
  });
});

test.each([
  [421, { host: HOST, origin: `https://${HOST}` }],
  [403, { origin: `https://${HOST}` }],
])(
  'a lab that was told of none answers %i to a proxy',
  async (status, headers) => {
    expect(await statusOf({}, headers)).toBe(status);
  },
);
