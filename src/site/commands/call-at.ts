import { callsIn, type CallInProgram } from './calls-in.ts';

/** A call of a method in a program. */
export interface Call {
  receiver: string;
  method: string;
  /** As it reads on one line: `cache.get(key)`. */
  text: string;
}

/** Calls of these ask nothing of a server. */
const LANGUAGE =
  /^(console|Promise|Buffer|Math|JSON|Object|Array|Date|Number|String|performance|process)\b|^['"`/[]/;
const SETTLES = /^(then|catch|finally)$/;

/**
 * The calls of methods on a line of a program, in its order. Of a chain it
 * is the last on that line, but for what settles a promise.
 * @param wanted if given, only calls of methods that it names, in a chain too
 */
export function callsAt(
  source: string,
  line: number,
  wanted?: (method: string) => boolean,
): Call[] {
  const own = callsIn(source).filter(
    (call) => call.line === line && !SETTLES.test(call.method),
  );
  const goesOn = ({ at }: CallInProgram) => own.some(({ on }) => on === at);
  return own
    .filter((call) => wanted?.(call.method) ?? !goesOn(call))
    .filter(({ receiver }) => !LANGUAGE.test(receiver))
    .map(({ receiver, method, text }) => ({ receiver, method, text }));
}
