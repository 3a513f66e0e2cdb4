import { UserError } from '../course/user-error.ts';
import { didYouMean } from '../course/nearest.ts';
import {
  SERVICES,
  type Provider,
  type ServiceStatus,
} from '../services/service.ts';
import { ServicesError } from '../services/services-error.ts';
import { openServices } from '../services/services.ts';
import { readArguments } from './read-arguments.ts';
import { showProgress, stepLine } from './show-progress.ts';

const COMMANDS: Record<
  string,
  (services: Provider, json: boolean) => Promise<void>
> = { up, down, status, reset, env };

/**
 * `npm run services -- up | down | status | reset | env`: the exit code. What
 * goes wrong is one sentence on stderr. `root` is as for openServices.
 */
export async function services(args: string[], root?: string): Promise<number> {
  try {
    const { values, positionals } = readArguments('services', {
      args,
      options: { json: { type: 'boolean', default: false } },
      allowPositionals: true,
    });
    const [name = '', ...rest] = positionals;
    const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
    if (!command || rest.length > 0) {
      const names = Object.keys(COMMANDS);
      console.error(
        (name === ''
          ? 'services wants to know what to do'
          : `services cannot do "${positionals.join(' ')}"`) +
          `.${name === '' ? '' : didYouMean(name, names)} ` +
          `It knows: ${names.join(', ')}.`,
      );
      return 1;
    }
    await command(await openServices({ root }), values.json);
    return 0;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    console.error(error.message);
    return 1;
  }
}

async function up(provider: Provider): Promise<void> {
  // The servers are processes of their own, each noted as soon as it exists.
  const interrupted = () => {
    console.error(
      '\nInterrupted. `npm run services -- up` goes on from here, ' +
        '`npm run services -- down` stops what was started.',
    );
    process.exit(130);
  };
  process.once('SIGINT', interrupted);
  try {
    await provider.up(SERVICES, showProgress(process.stdout));
  } finally {
    process.off('SIGINT', interrupted);
  }
}

async function down(provider: Provider): Promise<void> {
  const start = performance.now();
  await provider.down();
  const ms = Math.round(performance.now() - start);
  process.stdout.write(stepLine('services', `stopped in ${ms} ms`));
}

async function status(provider: Provider, json: boolean): Promise<void> {
  const all = await provider.status();
  const { way } = provider;
  console.log(
    json ? JSON.stringify({ way, services: all }, null, 2) : table(all, way),
  );
}

/** One line a service, in columns as wide as their widest entry. */
function table(all: ServiceStatus[], way: string): string {
  const rows = [
    ['service', 'state', 'version', 'address', 'pid', 'way'],
    ...all.map(({ service, state, version, address, pid }) => [
      ...[service, state, version ?? '-', address ?? '-'],
      ...[String(pid ?? '-'), way],
    ]),
  ];
  const widths = rows[0]?.map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows
    .map((row) =>
      row
        .map((entry, column) => entry.padEnd(widths?.[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

async function reset(provider: Provider): Promise<void> {
  const running = (await provider.status()).filter(
    ({ state }) => state === 'running',
  );
  await provider.reset();
  for (const { service } of running) {
    process.stdout.write(stepLine(service, 'emptied'));
  }
  if (running.length === 0) {
    console.log('No service is running; there is nothing to empty.');
  }
}

async function env(provider: Provider, json: boolean): Promise<void> {
  const addresses = await provider.addresses();
  if (json) {
    console.log(JSON.stringify(addresses, null, 2));
    return;
  }
  if (Object.keys(addresses).length === 0) {
    throw new ServicesError(
      'No service is running; `npm run services -- up` starts them.',
    );
  }
  for (const [name, value] of Object.entries(addresses)) {
    console.log(`export ${name}='${value}'`);
  }
}
