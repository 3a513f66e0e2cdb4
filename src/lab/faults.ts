import type { RunEvent } from '../course/event.ts';
import type { ArmedFault, Fault, Moment } from '../course/fault.ts';
import { UserError } from '../course/user-error.ts';
import type { Lease, Service } from '../services/service.ts';
import type { Tap } from '../wire/tap.ts';

/** Whether some of them come before a message: then the taps look first. */
export function comeBeforeMessages(armed: readonly ArmedFault[]): boolean {
  return armed.some(({ when }) => when && 'sends' in when);
}

/** The tap of a pane to a service. */
export interface PaneTap {
  pane: string;
  service: Service;
  /** Which one of several, from 1. */
  server?: number;
  tap: Tap;
}

/** What a run is, to who breaks it. */
export interface RunToBreak {
  panes: readonly string[];
  taps: readonly PaneTap[];
  lease: Pick<Lease, 'restart'>;
  /** SIGKILL to the program of a pane; false where it does not run. */
  kill(pane: string): boolean;
  clock(): number;
  on(event: RunEvent): void;
}

/** The faults of one run: those that wait for their moment, and those of now. */
export class Faults {
  #run: RunToBreak;
  #armed: ArmedFault[];
  #going = new Set<Promise<void>>();
  #restarting = new Set<Service>();
  #over = false;

  constructor(run: RunToBreak, armed: readonly ArmedFault[] = []) {
    this.#run = run;
    for (const each of armed) this.#check(each);
    this.#armed = armed.filter(({ when }) => when);
    for (const each of armed) if (!each.when) this.#begin(each);
  }

  /** To be called for each line that a program has written. */
  wrote(pane: string, line: string) {
    for (const each of this.#due({ pane, line })) this.#begin(each);
  }

  /**
   * To be called for each message that a program sends, before it is passed
   * on; returns whether it is lost: its program is killed or cut off.
   */
  sends(pane: string, message: string): boolean {
    const due = this.#due({ pane, sends: message });
    for (const each of due) this.#begin(each);
    return due.some(
      (each) =>
        (each.fault === 'kill' || each.fault === 'cut') &&
        (each.pane === undefined || each.pane === pane),
    );
  }

  /** The armed faults whose moment has come; each comes once. */
  #due(moment: Moment): ArmedFault[] {
    const now = this.#armed.filter(({ when }) => isSame(when, moment));
    this.#armed = this.#armed.filter((each) => !now.includes(each));
    return now;
  }

  /**
   * Brings a fault about; resolves when it has come.
   * @throws {UserError} when this run has no such pane or service.
   */
  async bring(fault: Fault): Promise<void> {
    this.#check(fault);
    if (this.#over) throw new UserError('That run is over. Run it again.');
    await this.#track(this.#apply(fault));
  }

  /** No fault comes any more; resolves when those that began have ended. */
  async end(): Promise<void> {
    this.#over = true;
    this.#armed = [];
    while (this.#going.size > 0) await Promise.all(this.#going);
  }

  #begin(fault: Fault) {
    this.#track(this.#apply(fault)).catch((error: unknown) => {
      // A program that has ended meanwhile needs no kill.
      if (!(error instanceof UserError)) console.error(error);
    });
  }

  /** Keeps the end of the run waiting for it. */
  #track(work: Promise<void>): Promise<void> {
    const done = work.catch(() => {}).finally(() => this.#going.delete(done));
    this.#going.add(done);
    return work;
  }

  async #apply(fault: Fault): Promise<void> {
    const { taps, clock, on } = this.#run;
    const of = (service: Service) =>
      taps.filter((each) => each.service === service).map(({ tap }) => tap);
    const { when: _, ...told } = fault as ArmedFault;
    const tell = () => on({ t: clock(), event: 'fault', ...told });
    switch (fault.fault) {
      case 'cut':
        tell();
        for (const { pane, tap } of taps)
          if (fault.pane === undefined || fault.pane === pane) tap.cut();
        return;
      case 'delay':
        tell();
        for (const { tap } of taps) tap.delay(fault.milliseconds);
        return;
      case 'kill':
        if (!this.#run.kill(fault.pane)) {
          throw new UserError(`"${fault.pane}" does not run now.`);
        }
        return tell();
      case 'pause':
        tell();
        for (const tap of of(fault.service)) tap.pause();
        return;
      case 'resume':
        tell();
        for (const tap of of(fault.service)) tap.resume();
        return;
      case 'restart':
        if (this.#restarting.has(fault.service)) return; // it is under way
        tell();
        return this.#restart(fault.service, of(fault.service));
    }
  }

  async #restart(service: Service, taps: Tap[]): Promise<void> {
    this.#restarting.add(service);
    // Who connects meanwhile is refused, as by a port without a server.
    for (const tap of taps) tap.refuse();
    try {
      await this.#run.lease.restart(service);
    } catch (error) {
      const why = (error as Error).message;
      throw new UserError(`${service} did not start again: ${why}`);
    } finally {
      this.#restarting.delete(service);
      await Promise.all(taps.map((tap) => tap.accept()));
    }
  }

  #check(fault: ArmedFault) {
    const { panes, taps } = this.#run;
    const named = [
      ...('pane' in fault && fault.pane !== undefined ? [fault.pane] : []),
      ...(fault.when ? [fault.when.pane] : []),
    ];
    for (const pane of named) {
      if (panes.includes(pane)) continue;
      throw new UserError(
        `This run has no pane "${pane}". Its panes are ${panes.join(', ')}.`,
      );
    }
    if (!('service' in fault)) return;
    const services = [...new Set(taps.map(({ service }) => service))];
    if (services.includes(fault.service)) return;
    throw new UserError(
      `This run does not use ${fault.service}. It uses ${services.join(', ')}.`,
    );
  }
}

function isSame(when: Moment | undefined, moment: Moment): boolean {
  if (when?.pane !== moment.pane) return false;
  if ('line' in when) return 'line' in moment && when.line === moment.line;
  return 'sends' in moment && when.sends === moment.sends;
}
