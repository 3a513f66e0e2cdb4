/** How each is talked to. */
export const HOW: Record<string, string> = {
  redis:
    'as by redis-cli. A run has servers of its own, and this console goes there with it: type SUBSCRIBE or MONITOR, then press Run. An empty line, or Stop, ends them.',
  memcached: 'as by telnet: a data block is a line of its own.',
  postgres: 'as by psql: a statement ends with ; and \\d lists the tables.',
  rabbitmq: 'in the words of rabbitmqadmin: help lists them.',
};
