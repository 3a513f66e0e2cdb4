/** What is wrong with a key: it was not sent to any server. */
export class KeyError extends TypeError {
  override name = 'KeyError';
}
export class KeyMissing extends KeyError {
  override name = 'KeyMissing';
}
export class KeyNotText extends KeyError {
  override name = 'KeyNotText';
}
export class KeyTooLong extends KeyError {
  override name = 'KeyTooLong';
}
export class KeyHasSpace extends KeyError {
  override name = 'KeyHasSpace';
}
export class KeyNotEncodable extends KeyError {
  override name = 'KeyNotEncodable';
}

/** The value has more bytes than the server takes. */
export class ValueTooLong extends RangeError {
  override name = 'ValueTooLong';
}

/** The server said ERROR, CLIENT_ERROR or SERVER_ERROR. */
export class Refused extends Error {
  override name = 'Refused';
}

/**
 * The connection has ended before the reply came: by the server, by a
 * timeout, or by what could be no reply. The command may have been
 * carried out or not.
 */
export class ConnectionLost extends Error {
  override name = 'ConnectionLost';
}

/** The same, since no reply came in time. */
export class TimedOut extends ConnectionLost {
  override name = 'TimedOut';
}

/** No server could be reached. */
export class NoServer extends Error {
  override name = 'NoServer';
}

/** The value was stored by Python's pickle, which can run code. */
export class PickleRefused extends Error {
  override name = 'PickleRefused';
}
