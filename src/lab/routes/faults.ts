import { UserError } from '../../course/user-error.ts';
import type { Benches } from '../benches.ts';
import { answerJson, type Route } from '../call.ts';
import { readFault } from '../read-fault.ts';

/**
 * `POST /lab/faults` with `{"example": name, "fault": …}` brings a fault about
 * in the run that goes on in this bench of the page.
 */
export function faultRoute(benches: Benches): Route {
  return async ({ body, client, response }) => {
    try {
      const bench = benches.named(client, body['example']);
      const fault = readFault(body['fault']);
      if (!bench.faults) {
        const error = 'Nothing runs here now. Press Run, then break it.';
        return { status: 409, error };
      }
      await bench.faults.bring(fault);
      answerJson(response, {});
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return { status: 400, error: error.message };
    }
  };
}
