import { onTestFinished } from 'vitest';
import type { RunEvent } from '../../src/course/event.ts';
import type { Lab } from '../../src/lab/server.ts';
import { ownHeaders } from './lab-client.ts';

/** Asks for a run as a tab does, and reads its events as they come. */
export function ask(
  lab: Lab & { port: number; token: string },
  tab: string,
  example: string,
  faults?: object[],
) {
  const stop = new AbortController();
  onTestFinished(() => stop.abort());
  const events: RunEvent[] = [];
  const heard = new Set<() => void>();
  const read = async () => {
    const response = await fetch(`${lab.url}lab/runs`, {
      method: 'POST',
      body: JSON.stringify({ example, ...(faults && { faults }) }),
      headers: { ...ownHeaders(lab), 'x-lab-tab': tab },
      signal: stop.signal,
    });
    let rest = '';
    for await (const text of response.body!.pipeThrough(
      new TextDecoderStream(),
    )) {
      const lines = (rest + text).split('\n');
      rest = lines.pop()!;
      for (const line of lines) events.push(JSON.parse(line) as RunEvent);
      for (const each of heard) each();
    }
  };
  const done = read().catch((error: unknown) => {
    if (!stop.signal.aborted) throw error;
  });
  /** Resolves when such an event has come. */
  const until = (is: (event: RunEvent) => boolean) =>
    new Promise<void>((resolve) => {
      const look = () => events.some(is) && resolve();
      heard.add(look);
      look();
    });
  return { events, done, until, stop: () => stop.abort() };
}
