/** What a console says to its page. */
export type ConsoleEvent =
  | {
      event: 'ready';
      prompt: string;
      /** Names that can be completed. */
      commands: string[];
      /** Whether they stand anywhere in a line, or begin it. */
      anywhere: boolean;
      version: string;
    }
  /** The server's own words; `stream` marks what comes unasked. */
  | { event: 'text'; text: string; stream?: true }
  /** A line was answered. `stream`: more comes until it is stopped. */
  | { event: 'prompt'; prompt: string; stream?: true }
  /** What is not the server's own words. */
  | { event: 'note'; text: string }
  | { event: 'end'; why: string };
