/** The nodes of a cluster send their clients to the loopback. */
const OF_A_CLUSTER = [
  ...['--cluster-node-timeout', '2000'],
  ...['--cluster-preferred-endpoint-type', 'hostname'],
  ...['--cluster-announce-hostname', '127.0.0.1'],
];

/**
 * The text of a `redis.conf` for a server of one run: options as
 * redis-server takes them on its command line, of which the last counts. In
 * a file, so that CONFIG REWRITE has where to write to.
 */
export function redisConf(options: readonly string[]): string {
  const all = ['--save', '', '--appendonly', 'no', ...options];
  if (isInCluster(options)) all.push(...OF_A_CLUSTER);
  const lines: string[] = [];
  for (const word of all) {
    if (/^--\w/.test(word)) lines.push(word.slice(2));
    else lines.push(`${lines.pop() ?? ''} ${word === '' ? '""' : word}`);
  }
  return `${lines.join('\n')}\n`;
}

/** Whether a server with these options is a node of a cluster. */
export function isInCluster(options: readonly string[]): boolean {
  const at = options.lastIndexOf('--cluster-enabled');
  return at >= 0 && options[at + 1] === 'yes';
}

/** The number of the server that one with these options is a replica of. */
export function primaryOf(options: readonly string[]): number | undefined {
  const at = options.lastIndexOf('--replicaof');
  return at < 0 ? undefined : Number(options[at + 1]);
}

/** The options with the primary's address in place of its number. */
export function withPrimary(
  options: readonly string[],
  { host, port }: { host: string; port: number },
): string[] {
  const at = options.lastIndexOf('--replicaof');
  return [
    ...options.slice(0, at + 1),
    ...[host, String(port)],
    ...options.slice(at + 2),
  ];
}
