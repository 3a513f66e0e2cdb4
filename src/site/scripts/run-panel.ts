import type { RunEvent } from '../../course/event.ts';
import { verifiedOn } from '../source/verified-on.ts';
import { clearOutputs, showEnding, showText } from './outputs.ts';
import { summary } from './run-summary.ts';
import { openTransport } from './transport.ts';

/** The runs that go on, by their bench. */
const running = new Map<HTMLElement, AbortController>();

/** Run, or Stop while a run goes on. */
export function pressRun(bench: HTMLElement) {
  const going = running.get(bench);
  if (going) going.abort();
  else void run(bench);
}

function stopOnEscape(this: HTMLElement, press: KeyboardEvent) {
  if (press.key === 'Escape') running.get(this)?.abort();
}

async function run(bench: HTMLElement) {
  const button = bench.querySelector<HTMLElement>('.run')!;
  const said = bench.querySelector<HTMLElement>('.said')!;
  const stop = new AbortController();
  running.set(bench, stop);
  bench.addEventListener('keydown', stopOnEscape);
  bench.dataset.state = 'running';
  button.textContent = 'Stop';
  clearOutputs(bench);
  said.textContent = 'Starting …';

  let versions = '';
  let ended: string | undefined;
  let isLive = false;
  const on = (event: RunEvent) => {
    if (event.event === 'start' && 'verified' in event) {
      versions = verifiedOn(event.verified);
      said.textContent = isLive
        ? `Running on ${versions}`
        : `Replaying a recording made on ${versions}`;
    } else if (event.event === 'stdout' || event.event === 'stderr')
      showText(bench, event.pane, event.event, event.text);
    else if (event.event === 'end' && 'pane' in event)
      showEnding(bench, event.pane, event.code, event.signal);
    else if (event.event === 'end') ended = summary(event);
  };
  try {
    const transport = await openTransport();
    isLive = transport.live;
    bench.dataset.live = String(isLive);
    await transport.run({ example: bench.dataset.example! }, on, stop.signal);
    const how = stop.signal.aborted
      ? 'Stopped.'
      : (ended ?? 'The run broke off: the lab hung up before its end.');
    said.textContent = isLive
      ? `${how} Live, on ${versions}.`
      : `${how} This was a recording, made on ${versions}. To run it live, type npm ci && npm start in the project’s folder.`;
  } catch (error) {
    said.textContent = (error as Error).message;
  } finally {
    running.delete(bench);
    bench.removeEventListener('keydown', stopOnEscape);
    bench.dataset.state = 'ended';
    button.textContent = 'Run';
  }
}
