/**
 * What a server holds, as it says itself. Values are text, cut where they are
 * long; `more` counts what is not listed.
 */
export type ServerState =
  RedisState | MemcachedState | RabbitmqState | PostgresState;

export interface RedisState {
  service: 'redis';
  keys: RedisKey[];
  more: number;
}

export interface RedisKey {
  /** Which server has it, from 1, where there are several. */
  server?: number;
  database: number;
  key: string;
  type: string;
  /** Until it expires; left out where it does not. */
  seconds?: number;
  value: string;
}

export interface MemcachedState {
  service: 'memcached';
  items: MemcachedItem[];
  more: number;
}

export interface MemcachedItem {
  /** Which server has it, from 1, where there are several. */
  server?: number;
  key: string;
  flags: number;
  /** A number of 64 bits. */
  cas: string;
  /** Of the whole value, in bytes. */
  length: number;
  seconds?: number;
  value: string;
}

export interface RabbitmqState {
  service: 'rabbitmq';
  /** Those that the broker makes itself are left out, unless bound or used. */
  exchanges: { name: string; type: string; durable: boolean }[];
  /** Without those that the default exchange has to every queue. */
  bindings: Binding[];
  queues: Queue[];
  /** Queues. */
  more: number;
}

export interface Binding {
  source: string;
  destination: string;
  to: 'queue' | 'exchange';
  routingKey: string;
}

export interface Queue {
  name: string;
  type: string;
  durable: boolean;
  exclusive: boolean;
  /** Messages that wait. */
  ready: number;
  /** Messages that were delivered and not acked. */
  unacked: number;
  consumers: number;
}

export interface PostgresState {
  service: 'postgres';
  tables: Table[];
  more: number;
}

export interface Table {
  /** With its schema, where that is not `public`. */
  name: string;
  columns: string[];
  /** The first of its rows, by their first column. */
  rows: string[][];
  /** How many rows it has. */
  count: number;
}
