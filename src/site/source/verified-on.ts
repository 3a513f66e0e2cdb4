import type { Versions } from '../../course/event.ts';
import { serviceName } from '../service-names.ts';

function rank(name: string): number {
  if (serviceName(name)) return 0;
  return name === 'node' ? 2 : 1;
}

/** Servers, then clients, then Node: `Redis 7.0.15, ioredis 6.0.0, Node 26.10.0`. */
export function verifiedOn(versions: Versions): string {
  return Object.entries(versions)
    .sort(([a], [b]) => rank(a) - rank(b))
    .map(([name, version]) => {
      const shown = name === 'node' ? 'Node' : (serviceName(name) ?? name);
      return `${shown} ${version}`;
    })
    .join(', ');
}
