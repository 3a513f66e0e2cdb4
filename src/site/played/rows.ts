import { shortMessage } from './step-words.ts';
import type { Step } from './steps.ts';

/** A line of the picture of the wire. */
export interface Row {
  step: Step;
  /** Of whom it tells, as an index of the heads; RabbitMQ is the second. */
  lane: number;
  /** Which way its arrow points; none where nothing is sent. */
  way: 'to-left' | 'to-right' | undefined;
  text: string;
  /** Who lives then: RabbitMQ, and the programs that run. */
  lives: number[];
}

/** The rows of the picture: one for each message, and for what is none. */
export function rowsOf(
  steps: readonly Step[],
  heads: readonly string[],
): Row[] {
  return steps.flatMap((step) => {
    const lane = heads.indexOf(step.pane);
    const lives = heads.flatMap((head, index) =>
      index === 1 || step.panes[head] === 'running' ? [index] : [],
    );
    if (step.messages.length === 0) {
      const way = step.kind === 'requeue' ? 'to-left' : undefined;
      return [{ step, lane, way, text: textOf(step), lives } satisfies Row];
    }
    return step.messages.map((message): Row => {
      const toServer = message.from === 'client';
      const way = toServer === lane < 1 ? 'to-right' : 'to-left';
      return { step, lane, way, text: shortMessage(message), lives };
    });
  });
}

function textOf({ kind, signal, printed }: Step): string {
  if (kind === 'kill') return signal ?? 'killed';
  return kind === 'requeue' ? 'connection closed' : printed.join(' ');
}
