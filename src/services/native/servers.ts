import type { Service } from '../service.ts';
import { memcached } from './memcached.ts';
import type { NativeServer } from './native-server.ts';
import { postgres } from './postgres.ts';
import { rabbitmq } from './rabbitmq.ts';
import { redis } from './redis.ts';

/** How each of the four is run natively. */
export const SERVERS: Record<Service, NativeServer> = {
  memcached,
  redis,
  rabbitmq,
  postgres,
};
