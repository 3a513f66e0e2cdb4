import type { Writable } from 'node:stream';
import type { Progress } from '../services/service.ts';

type Shown = Exclude<Progress, { state: 'booting' }>;

const SAYS: Record<Shown['state'], string> = {
  installing: 'installing',
  starting: 'starting',
  ready: 'ready',
  running: 'runs already',
  failed: 'failed',
};

/** One named step as one line: `redis      ready in 21 ms`. */
export function stepLine(name: string, text: string): string {
  return `${name.padEnd(10)} ${text}\n`;
}

/** Prints each service's state as it changes, a line each. */
export function showProgress(out: Writable): (progress: Progress) => void {
  return (progress) => {
    if (progress.state === 'booting') return;
    const { service, state, detail } = progress;
    if (state === 'starting' && !detail) return;
    const time = state === 'ready' ? ` in ${Math.round(progress.ms)} ms` : '';
    out.write(
      stepLine(service, `${SAYS[state]}${time}${detail ? `: ${detail}` : ''}`),
    );
  };
}
