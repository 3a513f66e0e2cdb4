import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { openServices } from '../../src/services/services.ts';
import { openTap } from '../../src/wire/tap.ts';

// What a tap costs: `node test/wire/measure-tap.ts`, with Redis up. Runs take
// turns, so that a busy machine is busy for both.
const ROUNDS = 9;
const program = path.join(import.meta.dirname, 'programs/set-many.ts');

interface Figures {
  single: number;
  pipelined: number;
}

async function measure(url: string): Promise<Figures> {
  const env = { ...process.env, REDIS_URL: url };
  const run = promisify(execFile);
  const { stdout } = await run(process.execPath, [program], { env });
  return JSON.parse(stdout) as Figures;
}

const services = await openServices({ root: process.env.ROUNDTRIP_SERVICES });
const lease = await services.lease(['redis']);
const url = lease.addresses.REDIS_URL!;
const target = { host: '127.0.0.1', port: Number(new URL(url).port) };
const direct: Figures[] = [];
const tapped: Figures[] = [];
for (let round = 0; round < ROUNDS; round++) {
  direct.push(await measure(url));
  let room = 2000;
  const tap = await openTap({
    service: 'redis',
    target,
    on: () => {},
    wanted: () => room-- > 0,
  });
  tapped.push(await measure(`redis://127.0.0.1:${tap.port}`));
  await tap.close();
}
await lease.release();

const median = (figures: Figures[], of: keyof Figures) =>
  figures.map((each) => each[of]).sort((a, b) => a - b)[figures.length >> 1]!;
for (const which of ['single', 'pipelined'] as const) {
  const [without, through] = [median(direct, which), median(tapped, which)];
  const unit = which === 'single' ? 'µs' : 'ms';
  console.log(
    `${which}: direct ${without.toFixed(1)} ${unit}, tapped ${through.toFixed(1)} ${unit}, +${(through - without).toFixed(1)}, ${(through / without).toFixed(2)}×`,
  );
}
