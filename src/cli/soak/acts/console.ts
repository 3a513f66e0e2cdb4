import type { ConsoleEvent } from '../../../course/console-event.ts';
import type { Service } from '../../../services/service.ts';
import type { Chance } from '../chance.ts';
import type { Act, Life } from '../life.ts';
import type { Page } from '../page.ts';

const LINES: Record<Service, string[]> = {
  redis: [
    ...['PING', 'SET a 1', 'GET a', 'KEYS *', 'INFO', 'CLIENT LIST'],
    ...['SUBSCRIBE a', 'MONITOR', 'BLPOP nothing 1', 'MULTI', 'EXEC'],
    ...['FLUSHALL', 'SET "', 'GET', 'EVAL "return 1" 0', 'QUIT'],
    ...['EVAL "while true do end" 0', 'SHUTDOWN NOSAVE', 'CLIENT KILL ID 1'],
  ],
  memcached: [
    ...['version', 'stats', 'set a 0 0 1', 'get a', 'gets a b c', 'flush_all'],
    ...['incr a 1', 'set a 0 0 -1', 'set a 0 0 99999999', 'nonsense', 'quit'],
    ...['shutdown', 'watch', 'verbosity 99', 'delete a'],
  ],
  rabbitmq: [
    ...['help', 'list queues', 'declare queue name=a', 'get queue=a'],
    ...['publish routing_key=a payload=hello', 'delete queue name=a'],
    ...['list connections', 'purge queue name=a', 'nonsense', 'get'],
    ...['publish routing_key=nowhere payload=x', 'delete queue name=none'],
  ],
  postgres: [
    ...['SELECT 1;', '\\dt', '\\d', 'CREATE TABLE t (a int);', 'SELECT', ';'],
    ...['INSERT INTO t VALUES (1);', 'TABLE t;', 'DROP TABLE t;', 'BEGIN;'],
    ...["SELECT 'open", 'SELECT pg_sleep(1);', 'SELECT 1/0;', '\\nonsense'],
    ...['SELECT generate_series(1, 1000000);', 'COPY t FROM STDIN;', '$$'],
    ...["SELECT repeat('x', 10000000);", 'DROP DATABASE postgres;'],
    ...['SELECT pg_terminate_backend(pg_backend_pid());', "COPY t TO '/x';"],
  ],
};

/** Lines that are nonsense everywhere, and those that are far too long. */
const NOWHERE = [
  ...['', ' ', '\0', '\x1b[2J', '\u202e', '"', "'", '\\', '😀'.repeat(20)],
  ...['x'.repeat(60_000), `GET ${'x'.repeat(60_000)}`, 'a\nb\r\nc', '--', '/*'],
];
const TOO_LONG = 'x'.repeat(100_000);
/** Milliseconds for one line to be answered, before it is stopped. */
const LINE_MS = 2500;

/** Opens a console, types lines into it, and hangs up. */
export const consoles: Act = {
  name: 'console',
  weight: 9,
  kind: 'life',
  uses: ['memcached', 'redis', 'rabbitmq', 'postgres'],
  async run(life, chance) {
    const example = chance.pick(life.examples.filter((e) => e.uses.length > 0));
    const service = chance.pick(example.uses);
    const page = await life.page(chance);
    const place = { example: example.name, service };
    const hangUp = new AbortController();
    const prompts = eventsOf();
    const open = page.ask('/lab/consoles', place, {
      signal: AbortSignal.any([hangUp.signal, life.signal]),
      on: (event) => prompts.heard(event as ConsoleEvent),
    });
    void open.then(prompts.end);
    await prompts.next(30_000);
    const count = 1 + chance.number(8);
    for (let typed = 0; typed < count && !prompts.over(); typed++)
      await type(life, page, place, lineFor(service, chance), prompts);
    if (chance.percent(50))
      await page.ask('/lab/state', { example: example.name });
    hangUp.abort();
    await open;
  },
};

function lineFor(service: Service, chance: Chance): string {
  if (chance.percent(5)) return TOO_LONG;
  return chance.pick(chance.percent(70) ? LINES[service] : NOWHERE);
}

async function type(
  life: Life,
  page: Page,
  place: object,
  line: string,
  prompts: ReturnType<typeof eventsOf>,
) {
  const ask = (body: object) =>
    // Others of its tab may have opened it again, or three elsewhere.
    page.ask('/lab/consoles/lines', { ...place, ...body }, { fine: [409] });
  const answered = prompts.next(LINE_MS);
  const answer = await ask({ line });
  if (answer?.status !== 200) {
    if (line === TOO_LONG && answer?.status === 409)
      life.tally.count('refused');
    return;
  }
  page.holds(line !== TOO_LONG, 'a line of 100 kB was taken.', []);
  life.tally.count('lines');
  if (!(await answered)) await ask({ stop: true });
}

/** Waits for the prompts of a console. */
function eventsOf() {
  let over = false;
  let waiting: ((came: boolean) => void)[] = [];
  const all = (came: boolean) => {
    for (const each of waiting) each(came);
    waiting = [];
  };
  return {
    over: () => over,
    heard({ event }: ConsoleEvent) {
      if (event === 'end') over = true;
      if (event === 'prompt' || event === 'ready') all(true);
    },
    end() {
      over = true;
      all(false);
    },
    /** Whether a prompt comes in time. */
    next(milliseconds: number): Promise<boolean> {
      if (over) return Promise.resolve(false);
      return new Promise((resolve) => {
        const timer = setTimeout(() => resolve(false), milliseconds);
        waiting.push((came) => (clearTimeout(timer), resolve(came)));
      });
    },
  };
}
