import type { Benches } from '../benches.ts';
import { answerJson, refusing, type Call, type Route } from '../call.ts';
import { readFault } from '../read-fault.ts';

/**
 * `POST /lab/faults` with `{"example": name, "fault": …}` brings a fault about
 * in the run that goes on in this bench of the page.
 */
export function faultRoute(benches: Benches): Route {
  const fault = async ({ body, client, response }: Call) => {
    const bench = benches.named(client, body['example']);
    const wanted = readFault(body['fault']);
    if (!bench.faults) {
      const error = 'Nothing runs here now. Press Run, then break it.';
      return { status: 409, error };
    }
    await bench.faults.bring(wanted);
    answerJson(response, {});
  };
  return refusing(fault, () => 400);
}
