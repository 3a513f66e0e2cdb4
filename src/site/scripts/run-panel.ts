import type { RunEvent } from '../../course/event.ts';
import { verifiedOn } from '../source/verified-on.ts';
import { fileOf, figuresIn, nameOf } from './bench.ts';
import { editsOf } from './edit/edited-files.ts';
import { foldFaults, neverCame, takeArmed } from './faults/armed.ts';
import {
  clearOutputs,
  showEnding,
  showBeginnings,
  showText,
} from './outputs.ts';
import { begun, over, summary, waits, type Told } from './run-summary.ts';
import { showServersBar } from './servers-bar.ts';
import { openTransport } from './transport.ts';
import { addEvent, beginEvents, eventsOf } from './events-of.ts';

/** The runs that go on, by their bench. */
const running = new Map<HTMLElement, AbortController>();

/** Run, or Stop while a run goes on. */
export function pressRun(bench: HTMLElement) {
  if (running.has(bench)) stopRun(bench);
  else void run(bench);
}

/** Starts a run, if none goes on. */
export function startRun(bench: HTMLElement) {
  if (!running.has(bench)) void run(bench);
}

/** Stops the run that goes on, if any. */
export function stopRun(bench: HTMLElement) {
  running.get(bench)?.abort();
}

function stopOnEscape(this: HTMLElement, press: KeyboardEvent) {
  if (press.key === 'Escape') running.get(this)?.abort();
}

/** What the reader edited in this bench: its source by the file's own name. */
async function editedSources(bench: HTMLElement) {
  const files = figuresIn(bench).map(fileOf);
  const edits = await editsOf(bench.dataset.example!, files);
  return Object.fromEntries(
    edits.map(({ file, text }) => [nameOf(file), text]),
  );
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
  foldFaults(bench);
  beginEvents(bench);
  said.textContent = 'Starting …';

  let told: Told = { live: false, versions: '', edited: [] };
  let ended: string | undefined;
  const on = (event: RunEvent) => {
    addEvent(bench, event);
    if (event.event === 'waiting') said.textContent = waits(event.ahead);
    else if (event.event === 'start' && 'verified' in event) {
      told = { ...told, versions: verifiedOn(event.verified) };
      said.textContent = begun(told);
    } else if (event.event === 'stdout' || event.event === 'stderr')
      showText(bench, event.pane, event.event, event.text);
    else if (event.event === 'end' && 'pane' in event)
      showEnding(bench, event.pane, event.code, event.signal);
    else if (event.event === 'end') ended = summary(event);
  };
  try {
    const [transport, files] = await Promise.all([
      openTransport(),
      editedSources(bench),
    ]);
    told = { ...told, live: transport.live, edited: Object.keys(files) };
    // A recording is of the original, whatever was edited.
    beginEvents(bench, transport.live ? files : {});
    bench.dataset.live = String(transport.live);
    const example = bench.dataset.example!;
    const faults = transport.live ? takeArmed(bench) : [];
    await transport.run({ example, files, faults }, on, stop.signal);
    const how = stop.signal.aborted
      ? 'Stopped.'
      : (ended ?? 'The run broke off: the lab hung up before its end.');
    if (transport.live && told.versions && bench.dataset.uses)
      showServersBar(bench);
    const not = stop.signal.aborted ? '' : neverCame(faults, eventsOf(bench));
    said.textContent = [over(how, told), not].filter(Boolean).join(' ');
  } catch (error) {
    said.textContent = (error as Error).message;
  } finally {
    running.delete(bench);
    bench.removeEventListener('keydown', stopOnEscape);
    bench.dataset.state = 'ended';
    showBeginnings(bench);
    button.textContent = 'Run';
    const { showScrubber } = await import('./timeline/scrubber.ts');
    if (!running.has(bench)) showScrubber(bench);
  }
}
