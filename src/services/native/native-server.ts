import type { Program } from '../provision.ts';
import type { Service } from '../service.ts';

/** Where a server keeps its things, and the ports it was given. */
export interface Place {
  /** Folder of this server alone; it is the working folder of its processes. */
  home: string;
  ports: Record<string, number>;
}

/** A process to start, and how to see that it has started. */
export interface Launch {
  command: string;
  args: string[];
  cwd: string;
  env?: NodeJS.ProcessEnv;
  /** The user to run as, when not our own. */
  user?: { uid: number; gid: number };
  /** Its stdin is a pipe from us, which tells it when we have died. */
  heldByPipe?: boolean;
  /** True once it answers by its protocol; never rejects. */
  ready(): Promise<boolean>;
}

/** How one of the four servers is run as a child process. */
export interface NativeServer {
  service: Service;
  /** What must be installed. */
  programs: Program[];
  /** The port to try first, by purpose; `main` is the one for clients. */
  firstPorts: Record<string, number>;
  /** Makes folders and configuration; the processes to start, in order. */
  prepare(place: Place): Promise<Launch[]>;
  /** True when it answers by its protocol; never rejects. */
  answers(place: Place): Promise<boolean>;
  version(place: Place): Promise<string>;
  /** The administrator's address, as the examples' variable holds it. */
  address(place: Place): string;
  /** What to do once it answers, each time it was started. */
  afterStart?(place: Place): Promise<void>;
  /** The signal that makes it save and exit; SIGTERM unless said. */
  stopSignal?: NodeJS.Signals;
  /**
   * Given what it logged since that signal: true when all is on the disk, and
   * it need not be waited for any longer.
   */
  saved?(log: string): boolean;
}
