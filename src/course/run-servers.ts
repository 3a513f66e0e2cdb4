/** What a run wants of its servers other than usual. */
export interface RunServers {
  /** The flags of each memcached, where it wants several, or other ones. */
  memcached: string[][];
  /** The options of each Redis, likewise. */
  redis: string[][];
  /**
   * Whether its user of RabbitMQ may do everything, and is told where the
   * management API is.
   */
  administrator: boolean;
}
