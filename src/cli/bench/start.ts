import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { projectFolder } from '../../course/project.ts';
import { send } from '../apart/send.ts';
import { bootOf, bootRows, RABBITMQ, type Boot } from './boot.ts';
import { inTurn } from './in-turn.ts';
import type { Rig } from './rig.ts';
import { atMost, moreThan, type Row } from './row.ts';

/** Milliseconds after which it is not coming. */
const PATIENCE_MS = 180_000;
const FIRST_PORT = 26_000;

/**
 * From `npm start` to the first page, with the site built: services without
 * data, and with; against RabbitMQ by itself.
 */
export async function measureStart(rig: Rig): Promise<Row[]> {
  await rig.site();
  const boot = await bootOf(rig, 'start');
  const ways = {
    async ours() {
      boot.wipe();
      const cold = await toFirstPage(rig, boot);
      return { cold, warm: await toFirstPage(rig, boot) };
    },
    rabbitmq: () => boot.time(['rabbitmq']),
  };
  const found = await inTurn(rig, ways, { warmUp: false });
  const limits = [atMost(6), moreThan(RABBITMQ, 1)];
  return bootRows('npm start to first page, servers', found, limits);
}

/** Seconds. */
async function toFirstPage(rig: Rig, { root }: Boot): Promise<number> {
  const { signal } = rig;
  signal.throwIfAborted();
  const port = FIRST_PORT + (process.pid % 1000);
  const began = performance.now();
  const child = spawn('npm', ['start', '--', '--port', String(port)], {
    cwd: projectFolder,
    env: { ...process.env, ROUNDTRIP_SERVICES: root },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true, // a group, which ends together
  });
  let said = '';
  const ended = new Promise((resolve) => child.on('close', resolve));
  // Its own port, or the next one where that was taken.
  const ready = new Promise<number>((resolve) => {
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        said += text;
        const at = /^ready +http:\/\/localhost:(\d+)\//m.exec(said);
        if (at) resolve(Number(at[1]));
      });
  });
  try {
    const late = sleep(PATIENCE_MS, undefined, { signal, ref: false });
    const at = await Promise.race([ready, ended.then(() => undefined), late]);
    if (at === undefined || !(await pageIsThere(at)))
      throw new Error(`npm start brought no page:\n${said}`);
    return (performance.now() - began) / 1000;
  } finally {
    if (child.pid && child.exitCode === null)
      process.kill(-child.pid, 'SIGINT');
    await ended;
  }
}

function pageIsThere(port: number): Promise<boolean> {
  return send(port, { method: 'GET', path: '/' }).then(
    ({ status }) => status === 200,
    () => false, // it has ended
  );
}
