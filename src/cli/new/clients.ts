import type { Service } from '../../course/service-name.ts';
import type { Track } from '../../course/tracks.ts';

/**
 * The few lines of a client by which a new lesson begins: it puts a text
 * on the server and reads it back. The author replaces them.
 */
export interface Client {
  uses: Service;
  imports: string;
  /** Opens `connection`. */
  open: string;
  /** Puts `text` under `key`. */
  put: string;
  /** Finds `found`: what the server has under `key`, or null. */
  read: string;
  close: string;
}

const redis: Client = {
  uses: 'redis',
  imports: "import { Redis } from 'ioredis';",
  open: `const connection = new Redis(
    process.env.REDIS_URL ?? 'redis://localhost:6379',
  );`,
  put: 'await connection.set(key, text);',
  read: 'const found = await connection.get(key);',
  close: 'await connection.quit();',
};

export const CLIENTS: Record<Track, Client> = {
  redis,
  capstone: redis,
  memcached: {
    uses: 'memcached',
    imports: "import { Client } from 'memjs';",
    // memjs reads MEMCACHE_SERVERS by itself.
    open: 'const connection = Client.create();',
    put: 'await connection.set(key, text, { expires: 60 });',
    read: `const { value } = await connection.get(key);
    const found = value?.toString() ?? null;`,
    close: 'connection.close();',
  },
  rabbitmq: {
    uses: 'rabbitmq',
    imports: "import { connect } from 'amqplib';",
    open: `const connection = await connect(
    process.env.AMQP_URL ?? 'amqp://localhost:5672',
    { noDelay: true },
  );
  const channel = await connection.createConfirmChannel();
  await channel.assertQueue(key);`,
    put: `channel.sendToQueue(key, Buffer.from(text));
    await channel.waitForConfirms();`,
    read: 'const found = await lookAt(channel, key);',
    close: 'await connection.close();',
  },
  orm: {
    uses: 'postgres',
    imports: "import { Client } from 'pg';",
    open: `const connection = new Client(
    process.env.DATABASE_URL ?? 'postgres://localhost:5432/postgres',
  );
  await connection.connect();
  await connection.query(
    'CREATE TABLE IF NOT EXISTS notes (key text PRIMARY KEY, body text)',
  );`,
    put: `await connection.query('INSERT INTO notes VALUES ($1, $2)', [
      key,
      text,
    ]);`,
    read: `const { rows } = await connection.query<{ body: string }>(
      'SELECT body FROM notes WHERE key = $1',
      [key],
    );
    const found = rows[0]?.body ?? null;`,
    close: 'await connection.end();',
  },
};
