/**
 * Sends texts to a durable queue, on a connection of its own.
 *
 * Declares the queue: it need not be there. Resolves when RabbitMQ has
 * all of the texts, as persistent messages, and the connection is
 * closed.
 *
 * Where a queue of that name was declared otherwise, it rejects with
 * an error that says which argument differs, and changes nothing:
 *
 *     "orders" is there with another auto_delete
 *
 * The `cause` of that error is RabbitMQ's own. The connection is
 * closed then too.
 */
export async function send(
  url: string,
  queue: string,
  texts: string[],
): Promise<void> {
  throw new Error(
    `Begin here: connect to ${new URL(url).host}, declare "${queue}" ` +
      `durable, send ${texts.length} texts, and close.`,
  );
}

/**
 * Takes so many texts from a durable queue, the oldest first, on a
 * connection of its own. Waits for those that are not there yet.
 *
 * Declares the queue: it need not be there. Resolves when these
 * messages are gone from the queue and the connection is closed. What
 * is behind them stays.
 *
 * Where a queue of that name was declared otherwise, it rejects as
 * `send` does.
 */
export async function receive(
  url: string,
  queue: string,
  count: number,
): Promise<string[]> {
  throw new Error(
    `Begin here: connect to ${new URL(url).host}, declare "${queue}" ` +
      `durable, and consume ${count} messages.`,
  );
}
