import { labToken } from './lab-token.ts';

/** Tells this page from others: they take turns, and each has its servers. */
const tab = crypto.randomUUID();

/** Said where nothing answers. */
const GONE =
  'The lab does not answer. Is npm start still running? Start it again, then reload this page.';

/**
 * Asks the lab, as this page.
 * @param route below `/lab/`
 * @throws {Error} with a sentence for the reader, when it refuses or is gone.
 */
export async function askLab(
  route: string,
  body: object,
  options: { signal?: AbortSignal; keepalive?: boolean } = {},
): Promise<Response> {
  const response = await fetch(`/lab/${route}`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      'X-Lab-Tab': tab,
      'X-Lab-Token': labToken(),
    },
    body: JSON.stringify(body),
    ...options,
  }).catch((error: unknown) => {
    throw options.signal?.aborted ? error : gone(error);
  });
  if (!response.ok) throw new Error(await refusal(response));
  return response;
}

/** fetch throws a TypeError for a server that is not there. */
export function gone(error: unknown): unknown {
  return error instanceof TypeError ? new Error(GONE) : error;
}

/** Why the lab would not do it, in its own words. */
async function refusal(response: Response): Promise<string> {
  try {
    const { error } = (await response.json()) as { error: string };
    return error;
  } catch {
    return `The lab answered ${response.status}. Reload this page, then try again.`;
  }
}
