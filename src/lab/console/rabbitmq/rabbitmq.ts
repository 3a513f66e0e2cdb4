import type { Socket } from 'node:net';
import amqp, {
  type ChannelModel,
  type ConfirmChannel,
  type SocketOptions,
} from 'amqplib';
import { UserError } from '../../../course/user-error.ts';
import { inTime } from '../in-time.ts';
import { FAR_TOO_MUCH, PASSED_OVER } from '../limits.ts';
import type { Language, Talk, TalkOptions } from '../talk.ts';
import { ANSWERS } from './commands.ts';
import { listed } from './lists.ts';
import { COMMANDS, parseCommand, type Command } from './parse-command.ts';

/** Milliseconds after which it is seen how much has come. */
const LOOK_MS = 20;
const OPENED_AGAIN =
  'The broker has closed the channel for that; another one is open now.';

/** RabbitMQ in the language of rabbitmqadmin, spoken over AMQP. */
class RabbitTalk implements Talk {
  readonly prompt = 'rabbitmq> ';
  readonly streaming = false;
  #options: TalkOptions;
  #connection: ChannelModel;
  #channel: ConfirmChannel;
  #unroutable = false;
  #gone!: Promise<never>;
  #channelClosed = false;
  #own = false;
  #closed = false;
  /** Ends the wait for an answer. */
  #abandon: (() => void) | undefined;

  constructor(
    options: TalkOptions,
    connection: ChannelModel,
    channel: ConfirmChannel,
  ) {
    this.#options = options;
    this.#connection = connection;
    this.#channel = channel;
    this.#listen(channel);
    connection.on('error', () => {}); // `close` follows
    connection.on('close', () => {
      this.#closed = true;
      this.#abandon?.();
      if (!this.#own) options.closed();
    });
  }

  #listen(channel: ConfirmChannel) {
    channel.on('return', () => (this.#unroutable = true));
    const gone = new Promise<never>((_resolve, reject) => {
      channel.once('error', reject);
      channel.once('close', () => reject(new Error('The channel was closed.')));
    });
    gone.catch(() => {
      if (this.#gone === gone) this.#channelClosed = true;
    });
    this.#gone = gone;
    this.#channelClosed = false;
  }

  async say(line: string): Promise<void> {
    const { shown } = this.#options;
    const abandoned = new Promise<void>((resolve) => (this.#abandon = resolve));
    const watch = this.#cutWhenTooMuch();
    try {
      const command = parseCommand(line);
      if (!command) return;
      const answer = this.#answer(command);
      await Promise.race([answer, abandoned]);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      shown.text(`${error.message}\n`);
    } finally {
      clearInterval(watch);
      this.#abandon = undefined;
    }
  }

  async #answer(command: Command): Promise<void> {
    const { shown, lease } = this.#options;
    const [verb, kind] = command.name.split(' ');
    try {
      const broker = {
        channel: this.#channel,
        gone: this.#gone,
        cameBack: () => this.#takeUnroutable(),
      };
      const text =
        verb === 'list'
          ? await listed(kind!, lease)
          : await ANSWERS[command.name]!(command, broker);
      shown.text(this.#named(text));
    } catch (error) {
      if (error instanceof UserError) throw error;
      if (this.#own || this.#closed) return;
      shown.text(this.#named(`${brokersWords(error as Error)}\n`));
      await this.#openAgain();
    }
  }

  #takeUnroutable(): boolean {
    const unroutable = this.#unroutable;
    this.#unroutable = false;
    return unroutable;
  }

  /**
   * Also where the client failed and not the broker: what it has begun to wait
   * for on its channel never comes, and what is asked later waits behind it.
   */
  async #openAgain() {
    const closed = this.#channelClosed;
    const before = this.#channel;
    try {
      this.#channel = await this.#connection.createConfirmChannel();
      this.#listen(this.#channel);
      if (closed) this.#options.shown.note(OPENED_AGAIN);
      else before.close().catch(() => {});
    } catch {
      // The connection is gone as well, and that is said.
    }
  }

  /** The client holds a message whole before we see it. */
  #cutWhenTooMuch(): NodeJS.Timeout {
    const { stream } = (
      this.#connection as unknown as { connection: { stream: Socket } }
    ).connection;
    const before = stream.bytesRead;
    return setInterval(() => {
      if (stream.bytesRead - before < PASSED_OVER) return;
      this.#options.shown.note(FAR_TOO_MUCH);
      stream.destroy();
    }, LOOK_MS);
  }

  async stop(): Promise<void> {
    this.#abandon?.();
  }

  async commands(): Promise<string[]> {
    return [
      ...new Set(Object.keys(COMMANDS).map((name) => name.split(' ')[0]!)),
    ];
  }

  #named(text: string): string {
    return text.replaceAll(this.#options.lease.id, 'course');
  }

  close() {
    this.#own = true;
    this.#abandon?.();
    this.#connection.close().catch(() => {});
  }
}

/** What the broker said, without what the client puts around it. */
function brokersWords({ message }: Error): string {
  const found =
    /(\d{3}) \(([A-Z-]+)\) with message "(?:[A-Z_]+ - )?([^]*)"$/.exec(message);
  if (!found) return message;
  return `${found[1]} ${found[2]!.replaceAll('-', '_')} - ${found[3]}`;
}

export const rabbitmq: Language = {
  anywhere: false,
  open: (options) =>
    inTime(async (signal) => {
      const connection = await amqp.connect(options.lease.addresses.AMQP_URL!, {
        noDelay: true,
        clientProperties: { connection_name: 'console' },
        signal,
      } as SocketOptions);
      connection.on('error', () => {});
      const channel = await connection.createConfirmChannel();
      return new RabbitTalk(options, connection, channel);
    }, options.signal),
};
