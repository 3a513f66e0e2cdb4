/**
 * Four round trips as they are on the wire, for the picture on the
 * card of a link to this site; `test/site/round-trips.test.ts` makes each of
 * them.
 */
export const roundTrips = [
  { sent: 'set motd 0 60 5', reply: 'STORED' },
  { sent: 'PUBLISH monitoring "disk 97%"', reply: ':0' },
  { sent: 'basic.publish', reply: 'basic.ack' },
  { sent: 'SELECT count(*) FROM orders', reply: 'DataRow 900' },
] as const;
