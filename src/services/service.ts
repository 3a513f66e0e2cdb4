import type { ServerState } from '../course/server-state.ts';
import type { RunServers } from '../course/run-servers.ts';
import { ADDRESS_VARIABLE, MANAGEMENT_VARIABLE } from '../course/addresses.ts';
import { SERVICES, type Service } from '../course/service-name.ts';

export { ADDRESS_VARIABLE, MANAGEMENT_VARIABLE, SERVICES, type Service };

/** Addresses as examples read them, e.g. `{ REDIS_URL: 'redis://…' }`. */
export type Addresses = Partial<
  Record<
    (typeof ADDRESS_VARIABLE)[Service] | typeof MANAGEMENT_VARIABLE,
    string
  >
>;

export type Way = 'native' | 'compose';

/** What `up` reports while it works; `ms` is since that service's start. */
export type Progress =
  | { service: Service; state: 'installing' | 'starting'; detail?: string }
  /** All of its processes are there, and it does not answer yet. */
  | { service: Service; state: 'booting'; detail?: undefined }
  | { service: Service; state: 'ready'; ms: number; detail?: string }
  | { service: Service; state: 'running'; detail?: string }
  | { service: Service; state: 'failed'; detail: string };

export interface ServiceStatus {
  service: Service;
  state: 'running' | 'stopped' | 'dead';
  /** The server's own version, e.g. `7.0.15`, when it runs. */
  version?: string;
  /** Its address as the course's administrator sees it, when it runs. */
  address?: string;
  pid?: number;
}

/** What a run left behind on a service when it gave its lease back. */
export interface Leak {
  service: Service;
  what:
    | 'connection'
    | 'queue'
    | 'exchange'
    | 'vhost'
    | 'user'
    | 'key'
    | 'item'
    | 'table';
  count: number;
  /** Names where there are any (queues, keys), at most ten. */
  names: string[];
}

/** What a broker can list. */
export const BROKER_LISTS = [
  'queues',
  'exchanges',
  'bindings',
  'consumers',
  'connections',
  'channels',
] as const;

export type BrokerList = (typeof BROKER_LISTS)[number];

/** What a lease is to have other than usual. */
export type LeaseOptions = Partial<RunServers>;

/** A Redis that is started for a moment. */
export interface RedisTrial {
  /** Where it may keep its files. */
  folder: string;
  /**
   * Starts a Redis from the text of a `redis.conf`, asks for all of its
   * settings (`CONFIG GET *`), and ends it.
   * @throws {ServicesError} as `memcachedSettings` does.
   */
  settings(conf: string): Promise<Record<string, string>>;
}

/** A clean slice of every service asked for, for one run. */
export interface Lease {
  /** Unique, safe as a database, vhost and file name. */
  id: string;
  /** What the run finds in its environment. */
  addresses: Addresses;
  /** Versions of the servers leased, e.g. `{ redis: '7.0.15' }`. */
  versions: Partial<Record<Service, string>>;
  /** Values that differ from lease to lease → the name shown instead. */
  aliases: Record<string, string>;
  /**
   * What is left on the servers: keys, queues, and connections still open
   * beside `ours`. Nothing where a server died meanwhile.
   */
  leaks(ours?: (service: Service) => number): Promise<Leak[]>;
  /**
   * What its servers hold: all of them, or these. One that died is left out.
   * RabbitMQ counts its messages anew every tenth of a second, and tells of a
   * new consumer within five.
   */
  look(services?: readonly Service[]): Promise<ServerState[]>;
  /**
   * Stops a server and starts it again at the same address, with what it
   * keeps on its disk. Where runs share it, all of them feel it.
   */
  restart(service: Service): Promise<void>;
  /**
   * What its vhost of RabbitMQ has of a kind: a heading, then a row each. Its
   * own user may not ask for that.
   */
  list?(kind: BrokerList): Promise<string[][]>;
  /**
   * Starts a memcached with these arguments beside those of the lease, asks
   * what its settings are (`stats settings`), and ends it.
   * @throws {ServicesError} where it did not start, with its last words, or
   * was not started, as one that listens to everyone.
   */
  memcachedSettings?(args: string[]): Promise<Record<string, string>>;
  /** Likewise a Redis; see RedisTrial. */
  redisTrial?: RedisTrial;
  /** Of servers lent to one after the other: whether somebody waits. */
  wanted?(): boolean;
  /** Takes the slice back. Never throws for a server that died meanwhile. */
  release(): Promise<void>;
}

/** One of the two ways to have the services: `native.ts`, `compose.ts`. */
export interface Provider {
  way: Way;
  /** The folder of what is written down of its servers and leases. */
  root: string;
  /** Starts what is not running, in parallel; resolves when all answer. */
  up(
    services: readonly Service[],
    report: (p: Progress) => void,
  ): Promise<void>;
  /** Stops all that it started; resolves when no process is left. */
  down(): Promise<void>;
  status(): Promise<ServiceStatus[]>;
  /** Empties every service that runs. */
  reset(): Promise<void>;
  /** Administrator's addresses of the services that run. */
  addresses(): Promise<Addresses>;
  lease(services: readonly Service[], options?: LeaseOptions): Promise<Lease>;
  /**
   * Makes parts of leases in advance from now on, where they take long to
   * make: for a process whose user waits for many a lease. What comes back
   * ends that, and resolves when none is being made.
   */
  keepSpares(): () => Promise<void>;
  /**
   * Says that this process uses the services. Resolves to the function that
   * takes that back, and then stops them unless another process holds them or
   * they were brought up to stay (`up` by a process without a hold); it
   * resolves to whether they were stopped.
   */
  hold(): Promise<() => Promise<boolean>>;
}
