import { HEAP_MB, type Limits } from './limits.ts';

// What the learner reads when a limit ended a run: what was exceeded, the
// usual reason, what to do.

export function tooLong({ seconds }: Limits): string {
  return `The run was ended after ${seconds} seconds, the limit for one run. A program that never ends usually has a connection that is still open, or waits for a message that never comes. Close what it opened, or end it after so many messages.`;
}

export function tooBusy(pane: string, { busySeconds }: Limits): string {
  return `The run was ended because "${pane}" kept a processor busy for ${busySeconds} seconds, the limit for one program. A loop that never ends, or never awaits, is the usual reason: check what should end it.`;
}

export function tooMuchMemory(pane: string, { memoryBytes }: Limits): string {
  return `The run was ended because "${pane}" had more than ${Math.round(memoryBytes / 2 ** 20)} MB of memory, the limit for one program. Something that only grows is the usual reason: an array in a loop that never ends, or what is sent faster than the server takes it. Check what should end the loop, and await what is sent.`;
}

export function outOfHeap(pane: string): string {
  return `The run was ended because the objects of "${pane}" filled ${HEAP_MB} MB, the limit for one program; that is the "heap out of memory" above. An array or a map that only grows, often in a loop that never ends, is the usual reason: check what should end it, or what should be taken out.`;
}

export function tooMuchOutput(pane: string, { outputBytes }: Limits): string {
  return `The run was ended because "${pane}" wrote more than ${Math.round(outputBytes / 1024)} kB, the limit for one program. A loop that prints without end is the usual reason: print less, or check what should end it.`;
}

export function tooManyPrograms(count: number, { programs }: Limits): string {
  return `This example has ${count} programs, and one run may have ${programs}. Make one of them do the work of several.`;
}
