import { environmentOf } from '../../course/addresses.ts';
import { OLDEST_NODE } from '../../course/packages.ts';
import type { RunServers } from '../../course/run-servers.ts';
import type { Service } from '../../course/service-name.ts';

/** How a project is brought up, and what it reads from its environment. */
export function howToRun(
  uses: readonly Service[],
  command: string,
  servers: RunServers,
): string {
  const started = uses.length === 1 ? uses[0] : 'the servers';
  const up = `docker compose up -d --wait   # ${started}, on 127.0.0.1\n`;
  const rows = environmentOf(uses, servers).map(
    ([name, usual]) => `| ${name} | ${usual} |\n`,
  );
  const environment = `
With servers of your own, say where they are:

| variable | where it is not set |
| --- | --- |
${rows.join('')}
\`docker compose down -v\` takes away what was started here.
`;
  return `\`\`\`sh
${uses.length > 0 ? up : ''}${command}
\`\`\`

Node ${OLDEST_NODE} or newer runs TypeScript by itself: there is nothing to build.
\`npm run types\` checks the types.
${uses.length > 0 ? environment : ''}`;
}

/** Where a project comes from, as the last paragraph of its README. */
export function origin(what: string): string {
  return `Taken from Roundtrip, a workbook on Memcached, Redis, RabbitMQ and ORMs in
TypeScript: ${what}.
`;
}
