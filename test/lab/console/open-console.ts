import { expect, onTestFinished } from 'vitest';
import type { ConsoleEvent } from '../../../src/course/console-event.ts';
import type { Service } from '../../../src/course/service-name.ts';
import { ownHeaders } from '../lab-client.ts';
import { until } from '../../services/states.ts';

interface AnyLab {
  url: string;
  port: number;
  token: string;
}

export type Ready = Extract<ConsoleEvent, { event: 'ready' }>;

/** An example that uses every service, and does nothing. */
export const ALL = {
  'examples/redis/all.ts':
    '/**\n * @title All\n * @uses memcached, redis, rabbitmq, postgres\n */\nconsole.log("ran");\n',
};

export async function post(
  lab: AnyLab,
  path: string,
  body: object,
  tab = 'tab',
  signal?: AbortSignal,
): Promise<Response> {
  return fetch(`${lab.url}lab/${path}`, {
    method: 'POST',
    headers: { ...ownHeaders(lab), 'x-lab-tab': tab },
    body: JSON.stringify(body),
    ...(signal && { signal }),
  });
}

/** A console of a page, as the page has it; hung up after the test. */
export async function openConsole(
  lab: AnyLab,
  service: Service,
  { example = 'redis/all', tab = 'tab' } = {},
) {
  const stop = new AbortController();
  onTestFinished(() => stop.abort());
  const response = await post(
    lab,
    'consoles',
    { example, service },
    tab,
    stop.signal,
  );
  if (response.status !== 200) throw new Error(await response.text());
  const events: ConsoleEvent[] = [];
  let over = false;
  const read = async () => {
    let rest = '';
    for await (const chunk of response.body!.pipeThrough(
      new TextDecoderStream(),
    )) {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop()!;
      for (const line of lines) events.push(JSON.parse(line) as ConsoleEvent);
    }
  };
  void read()
    .catch(() => {})
    .finally(() => (over = true));
  const ofKind = (kind: ConsoleEvent['event']) =>
    events.filter(({ event }) => event === kind).length;
  await until('the console is ready', () => ofKind('ready') > 0 || over);

  const words = (from: number) =>
    events
      .slice(from)
      .map((each) => {
        if (each.event === 'text') return each.text;
        return each.event === 'note' ? `~ ${each.text}\n` : '';
      })
      .join('');
  const send = async (body: object) => {
    const answer = await post(
      lab,
      'consoles/lines',
      { example, service, ...body },
      tab,
    );
    expect(answer.status, await answer.clone().text()).toBe(200);
  };
  return {
    events,
    ready: events.find((each): each is Ready => each.event === 'ready')!,
    /** Notes begin with `~`. */
    said: () => words(0),
    /** What came in answer to a line, until the next prompt. */
    async say(line: string): Promise<string> {
      const from = events.length;
      const prompts = ofKind('prompt');
      await send({ line });
      await until(`"${line}" is answered`, () => ofKind('prompt') > prompts);
      return words(from);
    },
    /** A line, without waiting for its answer. */
    type: (line: string) => send({ line }),
    stop: () => send({ stop: true }),
    prompt: () => {
      const last = events.findLast((each) => 'prompt' in each);
      return (last as Ready).prompt;
    },
    prompts: (what: string) =>
      until(`the prompt ${what}`, () => {
        const last = events.findLast((each) => 'prompt' in each);
        return (last as Ready).prompt === what;
      }),
    hears: (what: RegExp) =>
      until(`${what} in ${words(0).slice(-2000)}`, () => what.test(words(0))),
    hangUp: () => stop.abort(),
    ended: () => until('the console has ended', () => over),
  };
}
