import type { Benches } from '../benches.ts';
import { answerJson, refusing, type Call, type Route } from '../call.ts';

/**
 * What a page asks of its benches, beside runs:
 * - `/lab/reset` with `{"example": name}` puts fresh servers in the place of
 *   those of the last run; `"undo": true` takes that back.
 * - `/lab/state` with `{"example": name}` is answered by `{"states": […]}`:
 *   what they hold. Where there are none, that is none.
 * - `/lab/leave` gives back all that the page has.
 */
export function benchRoutes(benches: Benches): [string, Route][] {
  const reset = async ({ body, client, response }: Call) => {
    const bench = benches.named(client, body['example']);
    if (body['undo'] === true) {
      await bench.undo();
      return answerJson(response, {});
    }
    answerJson(response, { undoable: await bench.reset() });
  };
  const state = async ({ body, client, response }: Call) => {
    const bench = benches.named(client, body['example']);
    answerJson(response, { states: await bench.look() });
  };
  const leave = async ({ client, response }: Call) => {
    benches.leave(client);
    answerJson(response, {});
  };
  return [
    ['/lab/reset', refusing(reset)],
    ['/lab/state', refusing(state)],
    ['/lab/leave', leave],
  ];
}
