import type { Lease } from '../../services/service.ts';
import type { Shown } from './shown.ts';

/** A connection to one server, in the language of its console. */
export interface Talk {
  /** As it stands before the next line. */
  readonly prompt: string;
  /** More comes unasked until `stop`: MONITOR, SUBSCRIBE. */
  readonly streaming: boolean;
  /** Resolves when a line is answered, or the connection is closed. */
  say(line: string): Promise<void>;
  /** Ends what is being answered, or a stream. Never rejects. */
  stop(): Promise<void>;
  /** Names for completion. Rejects when the connection fails. */
  commands(): Promise<string[]>;
  close(): void;
}

export interface TalkOptions {
  lease: Lease;
  shown: Shown;
  /** Called once when the server closes the connection, not for `close`. */
  closed(): void;
  /** The talk that this one takes the place of: its database, its stream. */
  before?: Talk | undefined;
  /** The console is given up while it connects. */
  signal?: AbortSignal;
}

/** How the console of one service is opened. */
export interface Language {
  /** Resolves when the server can be talked to. */
  open(options: TalkOptions): Promise<Talk>;
  /** Whether names are completed anywhere in a line. */
  anywhere: boolean;
}
