import { readFileSync } from 'node:fs';

/**
 * The unprivileged user that servers run as when we are root (PostgreSQL and
 * memcached refuse to run as root); undefined when we are not.
 */
export function nobody(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith('nobody:'));
  const [, , uid, gid] = line?.split(':') ?? [];
  return { uid: Number(uid ?? 65534), gid: Number(gid ?? 65534) };
}
