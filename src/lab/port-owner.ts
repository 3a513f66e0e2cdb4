import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { promisify } from 'node:util';

/** Who listens on a loopback port: `node (pid 123)`, or `another program`. */
export async function portOwner(port: number): Promise<string> {
  try {
    const pid =
      process.platform === 'linux' ? linuxOwner(port) : await lsofOwner(port);
    if (pid) return `${await commandOf(pid)} (pid ${pid})`;
  } catch {
    // Not ours to see; the general answer is still true.
  }
  return 'another program';
}

/** The socket's inode from /proc/net/tcp, then the process that holds it. */
function linuxOwner(port: number): number | undefined {
  const hex = port.toString(16).toUpperCase().padStart(4, '0');
  const LISTEN = '0A';
  const inodes = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((table) =>
    readFileSync(table, 'utf8')
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .filter(
        (fields) => fields[1]?.endsWith(`:${hex}`) && fields[3] === LISTEN,
      )
      .map((fields) => `socket:[${fields[9]}]`),
  );
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const links = readdirSync(`/proc/${pid}/fd`).map((fd) =>
        readlinkSync(`/proc/${pid}/fd/${fd}`),
      );
      if (links.some((link) => inodes.includes(link))) return Number(pid);
    } catch {
      // It ended meanwhile, or is another user's.
    }
  }
  return undefined;
}

async function lsofOwner(port: number): Promise<number | undefined> {
  const { stdout } = await promisify(execFile)('lsof', [
    '-nP',
    `-iTCP:${port}`,
    '-sTCP:LISTEN',
    '-t',
  ]);
  return Number(stdout.split('\n')[0]) || undefined;
}

async function commandOf(pid: number): Promise<string> {
  const { stdout } = await promisify(execFile)('ps', [
    '-o',
    'comm=',
    '-p',
    String(pid),
  ]);
  return stdout.trim();
}
