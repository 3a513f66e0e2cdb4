/** An item as the server gives it. */
export interface Item {
  key: string;
  /** 32 bits that belong to the clients: what type the value has. */
  flags: number;
  data: Buffer;
  /** Changes with every write; only in a reply to `gets`. */
  cas?: bigint;
}

/** A whole reply: its last line, and what came before that. */
export interface Reply {
  line: string;
  items: Item[];
  stats: [name: string, value: string][];
}
