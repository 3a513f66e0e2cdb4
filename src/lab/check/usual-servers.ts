import { spawn } from 'node:child_process';
import {
  ADDRESS_VARIABLE,
  MANAGEMENT_VARIABLE,
  USUAL_MANAGEMENT,
  usualAddress,
  type Counts,
} from '../../course/addresses.ts';
import type { Addresses, Service } from '../../services/service.ts';
import { announcePorts } from '../../services/slices/redis-cluster.ts';
import { lookAtVhost } from '../../services/slices/vhost-look.ts';
import type { ServersToCheck, StartProgram } from './servers.ts';

/**
 * Servers that are there already, at the addresses of the environment or the
 * usual ones, for a check outside of this project. They are on this machine;
 * what the check leaves there stays.
 */
export function usualServers(
  uses: readonly Service[],
  counts: Counts = {},
): ServersToCheck {
  const addresses: Addresses = Object.fromEntries(
    uses.map((service) => {
      const variable = ADDRESS_VARIABLE[service];
      return [variable, process.env[variable] ?? usualAddress(service, counts)];
    }),
  );
  return {
    addresses,
    look: async () => {
      const api = process.env[MANAGEMENT_VARIABLE] ?? USUAL_MANAGEMENT;
      const path = new URL(addresses.AMQP_URL!).pathname.slice(1);
      return [await lookAtVhost(api, path || encodeURIComponent('/'))];
    },
    restart: async (service) => {
      throw new Error(`This check may not restart ${service}.`);
    },
    start: startHere,
    // The nodes of a cluster were told to announce the taps.
    release: async () => {
      const nodes = addresses.REDIS_URL?.split(',') ?? [];
      const own = nodes.map((node) => Number(new URL(node).port));
      if (nodes.length > 1) await announcePorts(nodes, own);
    },
  };
}

/** A file of this folder, by Node. */
const startHere: StartProgram = async ({ file, args }, on) => {
  const child = spawn(process.execPath, [file, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text) => (said += text));
  child.stdout.setEncoding('utf8');
  child.stdout.on('data', (text: string) => on({ text }));
  child.on('error', ({ message }) => on({ ended: message }));
  child.on('close', () => on({ ended: said }));
  return () => void child.kill('SIGKILL');
};
