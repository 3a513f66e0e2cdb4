import type { Service } from '../../services/service.ts';
import { memcached } from './memcached.ts';
import { rabbitmq } from './rabbitmq/rabbitmq.ts';
import { redis } from './redis/redis.ts';
import { sql } from './sql/sql.ts';
import type { Language } from './talk.ts';

/** What is spoken in the console of each service. */
export const LANGUAGES: Record<Service, Language> = {
  memcached,
  redis,
  rabbitmq,
  postgres: sql,
};
