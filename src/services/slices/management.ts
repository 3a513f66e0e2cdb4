import { Agent, request } from 'node:http';
import { ServicesError } from '../services-error.ts';

const agent = new Agent({ keepAlive: true });

/**
 * Calls RabbitMQ's management API; `address` holds the credentials, as in
 * `http://guest:guest@127.0.0.1:15672/api`. Resolves to the decoded body
 * (undefined when empty or not found). Rejects for any other refusal.
 */
export async function management(
  address: string,
  method: 'GET' | 'PUT' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<unknown> {
  const base = new URL(address);
  const { status, text } = await new Promise<{ status: number; text: string }>(
    (resolve, reject) => {
      const call = request(
        {
          agent,
          method,
          host: base.hostname,
          port: base.port,
          path: `${base.pathname}${path}`,
          auth: `${base.username}:${base.password}`,
          headers: { 'content-type': 'application/json' },
          timeout: 10_000,
        },
        (answer) => {
          let text = '';
          answer.setEncoding('utf8');
          answer.on('data', (chunk: string) => (text += chunk));
          answer.on('end', () =>
            resolve({ status: answer.statusCode ?? 0, text }),
          );
          answer.on('error', reject);
        },
      );
      call.on('timeout', () => call.destroy(new Error('no answer in 10 s')));
      call.on('error', reject);
      call.end(body === undefined ? undefined : JSON.stringify(body));
    },
  );
  if (status === 404) return undefined;
  if (status < 200 || status > 299) {
    throw new ServicesError(
      `RabbitMQ refused ${method} ${path} (${status}): ${text.slice(0, 200)}`,
    );
  }
  return text === '' ? undefined : (JSON.parse(text) as unknown);
}

/** The `name`s in a list that the API returned; none when it is gone. */
export async function managementNames(
  address: string,
  path: string,
): Promise<string[]> {
  const list = await management(address, 'GET', path);
  if (!Array.isArray(list)) return [];
  return list.map((entry: { name?: unknown }) => String(entry.name));
}
