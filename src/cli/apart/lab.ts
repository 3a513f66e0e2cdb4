import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { projectFolder } from '../../course/project.ts';
import {
  identify,
  isGone,
  signal,
  type ProcessIdentity,
} from '../../services/process-identity.ts';
import type { Service } from '../../services/service.ts';
import type { LabApart } from './lab-process.ts';
import { send } from './send.ts';

/** Milliseconds for a lab to be there, with servers that boot. */
const BOOT_MS = 180_000;
/** Milliseconds for a lab to end, with runs and servers that it waits for. */
const END_MS = 90_000;
const FIRST_PORT = 25_000;

/** What a lab apart has for its own. */
export interface LabPlace {
  /** State, data and logs of its servers. */
  services: string;
  /** The built site that it serves. */
  dist: string;
  /** The folder of a workbook. */
  workbook: string;
  /** Where its programs write. */
  scratch: string;
}

/** A lab in a process of its own, which may die and come again. */
export class Lab {
  port = 0;
  token = '';
  identity: ProcessIdentity | undefined;
  /** What it said on its stderr, which is to be nothing. */
  said = '';
  #place: LabPlace;
  #services: readonly Service[];
  #child: ChildProcess | undefined;
  #ended: Promise<number | null> = Promise.resolve(null);
  /** We have ended it, or are about to. */
  #wanted = false;
  /** Told when it has ended by itself, and how. */
  onDeath: (how: string) => void = () => {};

  constructor(place: LabPlace, services: readonly Service[]) {
    this.#place = place;
    this.#services = services;
  }

  /**
   * Starts it, and resolves when its page is there.
   * @throws {Error} with what it said, when it is not.
   */
  async start(): Promise<void> {
    const wanted: LabApart = {
      // Several are there at once on one machine.
      port: this.port || FIRST_PORT + (process.pid % 1000),
      dist: this.#place.dist,
      workbook: this.#place.workbook,
      services: [...this.#services],
    };
    const child = spawn(
      process.execPath,
      [
        ...['--disable-sigusr1', '--disable-warning=ExperimentalWarning'],
        path.join(import.meta.dirname, 'lab-process.ts'),
        JSON.stringify(wanted),
      ],
      {
        cwd: projectFolder,
        env: {
          ...process.env,
          NO_COLOR: '1',
          ROUNDTRIP_SERVICES: this.#place.services,
          ROUNDTRIP_SCRATCH: this.#place.scratch,
        },
        stdio: ['ignore', 'pipe', 'pipe'],
        detached: true, // Ctrl-C reaches us, and we end it
      },
    );
    let printed = '';
    child.stdout.setEncoding('utf8').on('data', (text) => (printed += text));
    child.stderr.setEncoding('utf8').on('data', (text) => (this.said += text));
    this.#child = child;
    this.identity = identify(child.pid ?? 0);
    this.#wanted = false;
    this.#ended = new Promise((resolve) => child.once('close', resolve));
    void this.#ended.then((code) => {
      if (this.#wanted || this.#child !== child) return;
      this.onDeath(`exit code ${code}: ${this.said.trim().slice(-2000)}`);
      this.said = '';
    });
    const end = performance.now() + BOOT_MS;
    for (;;) {
      const url = /^ready +(\S+)/m.exec(printed)?.[1];
      if (url) {
        this.port = Number(new URL(url).port);
        return this.#readToken();
      }
      if (child.exitCode !== null || performance.now() > end)
        throw new Error(`The lab did not start:\n${printed}${this.said}`);
      await sleep(20);
    }
  }

  async #readToken() {
    const { text } = await send(this.port, { method: 'GET', path: '/' });
    this.token = /lab-token" content="([^"]+)"/.exec(text)![1]!;
  }

  /** kill -9; resolves when it is gone. */
  async kill(): Promise<void> {
    this.#wanted = true;
    if (this.identity) signal(this.identity, 'SIGKILL');
    if (this.identity) await isGone(this.identity, END_MS);
    // Not until its output ends: what it has left may still hold that.
    this.#child?.stdout?.destroy();
    this.#child?.stderr?.destroy();
  }

  /** Ctrl-C; resolves to its exit code, or undefined where it does not end. */
  async stop(): Promise<number | null | undefined> {
    this.#wanted = true;
    if (this.identity) signal(this.identity, 'SIGINT');
    return Promise.race([
      this.#ended,
      sleep(END_MS, undefined, { ref: false }),
    ]);
  }

  /** Megabytes of memory that it has; undefined where that cannot be seen. */
  memory(): number | undefined {
    try {
      const status = readFileSync(`/proc/${this.identity?.pid}/status`, 'utf8');
      const kilobytes = /^VmRSS:\s+(\d+)/m.exec(status)?.[1];
      return kilobytes ? Math.round(Number(kilobytes) / 1024) : undefined;
    } catch {
      return undefined;
    }
  }

  /** What a request of one of its pages brings along. */
  headers(tab: string): Record<string, string> {
    return {
      'content-type': 'application/json',
      origin: `http://localhost:${this.port}`,
      'sec-fetch-site': 'same-origin',
      'x-lab-token': this.token,
      'x-lab-tab': tab,
    };
  }
}
