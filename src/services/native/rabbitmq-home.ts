import {
  copyFileSync,
  existsSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { makeFolder, onDisk } from '../disk.ts';
import { findProgram } from '../program.ts';

const SCRIPTS = ['rabbitmq-server', 'rabbitmq-env', 'rabbitmq-defaults'];

/**
 * RabbitMQ's own folder, with `sbin/` and `plugins/`; undefined when there is
 * none. Debian's /usr/sbin/rabbitmq-server is a wrapper that only root and the
 * user rabbitmq may call, so its library folder is looked up.
 */
export function findRabbitmq(): string | undefined {
  const homes = [
    '/usr/lib/rabbitmq/lib',
    '/opt/homebrew/Cellar/rabbitmq',
    '/usr/local/Cellar/rabbitmq',
  ].flatMap((folder) =>
    existsSync(folder)
      ? readdirSync(folder).map((version) => join(folder, version))
      : [],
  );
  const command = findProgram('rabbitmq-server');
  if (command) homes.push(dirname(dirname(command)));
  return homes
    .sort((a, b) => b.localeCompare(a, 'en', { numeric: true }))
    .find(
      (home) =>
        existsSync(join(home, 'sbin/rabbitmq-env')) &&
        existsSync(join(home, 'plugins')),
    );
}

/**
 * Makes `slim`, a RabbitMQ folder with links to only the plugins that the
 * management API needs: Erlang searches every one at the start, and that is
 * half of the time of a boot.
 */
export function makeSlimHome(rabbitmq: string, slim: string): void {
  rmSync(slim, { recursive: true, force: true });
  const plugins = join(slim, 'plugins');
  const sbin = join(slim, 'sbin');
  makeFolder(plugins);
  makeFolder(sbin);
  onDisk(slim, () => {
    for (const script of SCRIPTS) {
      copyFileSync(join(rabbitmq, 'sbin', script), join(sbin, script));
    }
    for (const folder of neededPlugins(join(rabbitmq, 'plugins'))) {
      symlinkSync(join(rabbitmq, 'plugins', folder), join(plugins, folder));
    }
  });
}

/** The folders of RabbitMQ, its management API and all that these need. */
function neededPlugins(folder: string): string[] {
  const folders = readdirSync(folder);
  const byName = new Map(
    folders.map((entry) => [entry.replace(/-\d.*$/, ''), entry]),
  );
  const needed = new Set<string>();
  const add = (name: string): void => {
    const entry = byName.get(name); // what is not here is Erlang's own
    if (!entry || needed.has(entry)) return;
    needed.add(entry);
    const app = join(folder, entry, 'ebin', `${name}.app`);
    if (!existsSync(app)) return;
    const text = readFileSync(app, 'utf8');
    const list = /\{applications,\s*\[([^\]]*)\]/.exec(text)?.[1] ?? '';
    for (const [dependency] of list.matchAll(/\w+/g)) add(dependency);
  };
  add('rabbit');
  add('rabbitmq_management');
  // A layout that we do not know: take all rather than boot a torso.
  return needed.size > 10 ? [...needed] : folders;
}
