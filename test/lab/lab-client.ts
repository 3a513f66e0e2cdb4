import { request } from 'node:http';
import { onTestFinished } from 'vitest';
import type { RunEvent } from '../../src/course/event.ts';
import { startLab, type Lab } from '../../src/lab/server.ts';
import type { Provider } from '../../src/services/service.ts';
import { fixtureProject } from '../setup/fixture-project.ts';

const page = (text: string) =>
  `<html><head><meta name="lab-token" content=""></head><body>${text}</body></html>`;

/** A lab over a small site and these examples; closed after the test. */
export async function openLab(
  services: Pick<Provider, 'lease'>,
  options: {
    examples?: Record<string, string>;
    port?: number;
    host?: string;
  } = {},
): Promise<Lab & { port: number; token: string; root: string }> {
  const root = fixtureProject({
    'dist/index.html': page('The course'),
    'dist/redis/pub-sub/index.html': page('Pub/sub'),
    'dist/404.html': page('Not here'),
    'dist/a.js': '1;',
    'secret.txt': 'secret',
    ...options.examples,
  });
  const lab = await startLab({
    port: options.port ?? 24_000,
    services,
    dist: `${root}/dist`,
    workbook: `${root}/workbook`,
    host: options.host,
    ...(options.examples ? { root } : {}),
  });
  onTestFinished(() => lab.close());
  const port = Number(new URL(lab.url).port);
  const { text } = await send(port, { method: 'GET', path: '/' });
  const token = /lab-token" content="([^"]+)"/.exec(text)![1]!;
  return { ...lab, port, token, root };
}

/** Sends one request as it is, with no header that is not named. */
export function send(
  port: number,
  options: {
    method: string;
    path: string;
    headers?: Record<string, string>;
    body?: string;
  },
): Promise<{
  status: number;
  text: string;
  headers: Record<string, unknown>;
}> {
  const { method, path, headers = {}, body } = options;
  return new Promise((resolve, reject) => {
    const sent = request({
      host: '127.0.0.1',
      port,
      method,
      path,
      // A connection of its own: the port may be another lab's next time.
      agent: false,
      headers: { host: `localhost:${port}`, ...headers },
    });
    sent.on('error', reject);
    sent.on('response', (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => (text += part));
      response.on('end', () =>
        resolve({
          status: response.statusCode!,
          text,
          headers: response.headers,
        }),
      );
      response.on('error', reject);
    });
    sent.end(body);
  });
}

/** Headers of the lab's own page. */
export function ownHeaders(lab: { port: number; token: string }) {
  return {
    'content-type': 'application/json',
    origin: `http://localhost:${lab.port}`,
    'sec-fetch-site': 'same-origin',
    'x-lab-token': lab.token,
  };
}

/** The events of an NDJSON answer. */
export function eventsOf(text: string): RunEvent[] {
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as RunEvent);
}
