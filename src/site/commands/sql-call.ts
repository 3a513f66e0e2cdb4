import { callsAt } from './call-at.ts';

/** The call of an ORM or of `pg` that made a line of a program send SQL. */
export function sqlCall(
  program: string,
  line: number,
): { name: string; client: string; call: string } | undefined {
  const [found] = callsAt(program, line);
  if (!found) return undefined;
  const { receiver, method, text } = found;
  const isPg = /from 'pg'/.test(program);
  return {
    name: `${isPg ? 'pool' : holderOf(receiver)}.${method}`,
    client: isPg ? 'pg' : 'MikroORM',
    call: text,
  };
}

/** What a call is told of in the tables: any EntityManager is an `em`. */
function holderOf(receiver: string): string {
  if (/\bschema$/.test(receiver)) return 'orm.schema';
  if (/\bgetConnection\(\)$/.test(receiver)) return 'connection';
  return receiver === 'orm' ? 'orm' : 'em';
}

/**
 * What a message asks PostgreSQL to do: `insert`, `create table`; undefined
 * for those that only carry values or end a round trip.
 */
export function statementOf(text: string): string | undefined {
  if (text === 'Terminate') return text;
  const sql = /^(?:Query|Parse) (.*)$/s.exec(text)?.[1];
  return sql && /^\w+(?: table)?/i.exec(sql)?.[0];
}
