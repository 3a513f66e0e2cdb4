import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { basename } from 'node:path';
import { promisify } from 'node:util';

/** Milliseconds that whoever listens has to answer with a page. */
const PATIENCE = 1000;

/** The address of the Roundtrip that listens on a port, if one does. */
export async function roundtripAt(port: number): Promise<string | undefined> {
  const url = `http://localhost:${port}/`;
  try {
    const page = await fetch(url, {
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE),
    });
    return (await page.text()).includes('name="lab-token"') ? url : undefined;
  } catch {
    return undefined; // no site, or none that answers
  }
}

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
  const inodes = ['/proc/net/tcp', '/proc/net/tcp6']
    .filter(existsSync)
    .flatMap((table) =>
      readFileSync(table, 'utf8')
        .split('\n')
        .map((line) => line.trim().split(/\s+/))
        .filter(
          (fields) => fields[1]?.endsWith(`:${hex}`) && fields[3] === LISTEN,
        )
        .map((fields) => `socket:[${fields[9]}]`),
    );
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .find((pid) => openFiles(pid).some((file) => inodes.includes(file)));
}

/** What a process has open; nothing when it is gone or another user's. */
function openFiles(pid: number): string[] {
  const folder = `/proc/${pid}/fd`;
  try {
    return readdirSync(folder).map((fd) => linkTarget(`${folder}/${fd}`));
  } catch {
    return [];
  }
}

function linkTarget(link: string): string {
  try {
    return readlinkSync(link);
  } catch {
    return ''; // closed meanwhile
  }
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
    'args=',
    '-p',
    String(pid),
  ]);
  return basename(stdout.trim().split(' ')[0]!);
}
