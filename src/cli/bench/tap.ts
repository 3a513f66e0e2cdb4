import path from 'node:path';
import { openWire } from '../../lab/wire.ts';
import type { Addresses } from '../../services/service.ts';
import { openBareProxy } from './bare-proxy.ts';
import { inTurn } from './in-turn.ts';
import type { Rig } from './rig.ts';
import { moreThan, row, timesOf, type Row } from './row.ts';
import { timed } from './timed-process.ts';

const program = path.join(import.meta.dirname, 'programs/set-many.ts');

/** What stands beside the tap: no proxy in Node can be faster. */
const BARE = 'a proxy that only forwards';

/** What the program found: microseconds, and milliseconds. */
interface Found {
  single: number;
  pipelined: number;
}

/** What a tap costs: a round trip, and many commands in one pipeline. */
export async function measureTap(rig: Rig): Promise<Row[]> {
  const services = await rig.services(['redis']);
  const lease = await services.lease(['redis']);
  const url = lease.addresses.REDIS_URL!;
  const port = Number(new URL(url).port);
  const { direct, proxied, tapped } = await inTurn(rig, {
    direct: () => setMany(rig, url),
    proxied: () => throughProxy(rig, port),
    tapped: () => throughTap(rig, lease.addresses),
  }).finally(() => lease.release());
  const of = (which: keyof Found, all: Found[]) =>
    all.map((each) => each[which]);
  return [
    row('one SET through a tap', 'µs', of('single', tapped), {
      beside: { direct: of('single', direct), [BARE]: of('single', proxied) },
      limits: [moreThan('direct', 50)],
    }),
    row('50,000 pipelined SETs', 'ms', of('pipelined', tapped), {
      beside: {
        direct: of('pipelined', direct),
        [BARE]: of('pipelined', proxied),
      },
      limits: [timesOf('direct', 1.5)],
    }),
  ];
}

/** By the taps that a run has, which keep its first messages. */
async function throughTap(rig: Rig, addresses: Addresses): Promise<Found> {
  const pane = 'bench';
  const wire = await openWire({
    ...{ panes: [pane], addresses },
    began: performance.now(),
    on: () => {},
  });
  try {
    return await setMany(rig, wire.addresses(pane).REDIS_URL!);
  } finally {
    await wire.close();
  }
}

async function throughProxy(rig: Rig, port: number): Promise<Found> {
  const proxy = await openBareProxy(port);
  try {
    return await setMany(rig, `redis://127.0.0.1:${proxy.port}`);
  } finally {
    await proxy.close();
  }
}

async function setMany({ signal }: Rig, url: string): Promise<Found> {
  const env = { ...process.env, REDIS_URL: url };
  const { output } = await timed(process.execPath, [program], { env, signal });
  return JSON.parse(output) as Found;
}
