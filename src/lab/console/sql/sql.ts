import { Socket } from 'node:net';
import pg from 'pg';
import { UserError } from '../../../course/user-error.ts';
import { inTime } from '../in-time.ts';
import { FAR_TOO_MUCH, LONGEST_STATEMENT, PASSED_OVER } from '../limits.ts';
import type { Language, Talk, TalkOptions } from '../talk.ts';
import { cancel } from './cancel.ts';
import { describe } from './describe.ts';
import { showError } from './show-error.ts';
import { splitStatements, type Statements } from './split-statements.ts';
import { Statement } from './statement.ts';

const KEYWORDS =
  'ALTER ANALYZE AND AS ASC BEGIN BETWEEN BY CASE CHECK COLUMN COMMIT CONSTRAINT COUNT CREATE DATABASE DEFAULT DELETE DESC DISTINCT DROP ELSE END EXISTS EXPLAIN FOREIGN FROM GROUP HAVING INDEX INSERT INTO JOIN KEY LEFT LIMIT LISTEN NOT NOTIFY NULL OFFSET ON ORDER PRIMARY REFERENCES RETURNING ROLLBACK SAVEPOINT SELECT SET SHOW TABLE THEN TRANSACTION TRUNCATE UNION UNIQUE UPDATE USING VALUES VIEW WHEN WHERE WITH'.split(
    ' ',
  );

const NOTHING: Statements = { whole: [], rest: '', inside: '=' };

const TOO_LONG = `A statement may have ${LONGEST_STATEMENT / 1024} kB. What was typed of this one is dropped.`;

/** What pg keeps of its connection, beside what its types tell. */
interface Connected {
  processID: number;
  secretKey: number;
  connection: NodeJS.EventEmitter;
}

/** PostgreSQL as by psql, as the role of the lease in its own database. */
class SqlTalk implements Talk {
  readonly streaming = false;
  #options: TalkOptions;
  #client: pg.Client;
  #socket: Socket;
  #typed = NOTHING;
  /** `I`, in a transaction `T`, in one that failed `E`. */
  #status = 'I';
  #came = 0;
  #statement: Statement | undefined;
  #own = false;

  constructor(options: TalkOptions, client: pg.Client, socket: Socket) {
    this.#options = options;
    this.#client = client;
    this.#socket = socket;
    const { shown, closed } = options;
    const ready = ({ status }: { status: string }) => {
      this.#status = status;
      // After an error pg does not tell the statement.
      this.#statement?.handleReadyForQuery();
    };
    this.#inner.connection.on('readyForQuery', ready);
    client.on('error', () => {}); // `end` follows
    client.on('notice', (notice) => shown.text(this.#named(showError(notice))));
    client.on('notification', ({ channel, payload, processId }) => {
      const words = payload ? ` with payload "${payload}"` : '';
      shown.text(
        `Asynchronous notification "${channel}"${words} received from server process with PID ${processId}.\n`,
        true,
      );
    });
    socket.on('data', (chunk: Buffer) => {
      this.#came += chunk.length;
      if (this.#came < PASSED_OVER) return;
      this.#came = 0;
      shown.note(FAR_TOO_MUCH);
      socket.destroy();
    });
    socket.on('close', () => {
      this.#statement?.handleError({});
      if (!this.#own) closed();
    });
  }

  get #inner(): Connected {
    return this.#client as unknown as Connected;
  }

  get prompt(): string {
    const sign = { T: '*', E: '!' }[this.#status] ?? '';
    return `course${this.#typed.inside}${sign}> `;
  }

  async say(line: string): Promise<void> {
    this.#came = 0;
    const { shown } = this.#options;
    if (this.#typed.rest === '' && line.trimStart().startsWith('\\')) {
      return shown.text(await this.#describe(line.trim()));
    }
    const { rest } = this.#typed;
    const text = rest === '' ? line : `${rest}\n${line}`;
    this.#typed = NOTHING;
    if (text.length > LONGEST_STATEMENT) throw new UserError(TOO_LONG);
    this.#typed = splitStatements(text);
    const { whole } = this.#typed;
    for (const text of whole) {
      if (this.#socket.destroyed) return;
      await this.#run(text);
    }
  }

  async #describe(line: string): Promise<string> {
    try {
      return await describe(this.#client, line, (text) => this.#named(text));
    } catch (error) {
      return showError(error as Error);
    }
  }

  async #run(text: string) {
    const { shown } = this.#options;
    const statement = new Statement(text, shown, {
      name: (each) => this.#named(each),
      tooMuch: () => void this.#cancel(),
    });
    this.#statement = statement;
    this.#client.query(statement);
    await statement.done;
    this.#statement = undefined;
  }

  /** Ends the statement, or takes back the beginning of one. */
  async stop(): Promise<void> {
    this.#typed = NOTHING;
    if (this.#statement) await this.#cancel();
  }

  #cancel(): Promise<void> {
    const { processID, secretKey } = this.#inner;
    return cancel(this.#socket.remotePort ?? 0, processID, secretKey);
  }

  async commands(): Promise<string[]> {
    const { rows } = await this.#client.query<{ name: string }>(
      `SELECT relname AS name FROM pg_class WHERE relkind IN ('r', 'v')
         AND pg_table_is_visible(oid) AND relname !~ '^(pg_|sql_)' LIMIT 200`,
    );
    return [...KEYWORDS, ...rows.map(({ name }) => name)];
  }

  /** The lease's names as the course has them. */
  #named(text: string): string {
    return text.replaceAll(this.#options.lease.id, 'course');
  }

  close() {
    this.#own = true;
    // Says good-bye; the server then frees what it holds.
    this.#client.end().catch(() => {});
    this.#socket.destroySoon();
  }
}

export const sql: Language = {
  anywhere: true,
  open: (options) =>
    inTime(async (signal) => {
      const socket = new Socket({ signal });
      const client = new pg.Client({
        connectionString: options.lease.addresses.DATABASE_URL!,
        application_name: 'console',
        stream: () => socket,
      });
      client.on('error', () => {});
      await client.connect();
      return new SqlTalk(options, client, socket);
    }, options.signal),
};
