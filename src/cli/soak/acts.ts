import { answer } from './acts/answer.ts';
import { check } from './acts/check.ts';
import { connections } from './acts/connections.ts';
import { consoles } from './acts/console.ts';
import { edit, nonsense } from './acts/edit.ts';
import { fault } from './acts/fault.ts';
import { fullRecordings, fullScratch, fullWorkbook } from './acts/full-disk.ts';
import { killLab, stopLab } from './acts/kill-lab.ts';
import { killProcess } from './acts/kill-process.ts';
import { killLeased, killServer } from './acts/kill-server.ts';
import { progress } from './acts/progress.ts';
import { refused } from './acts/refused.ts';
import { run } from './acts/run.ts';
import type { Act } from './life.ts';

/** All that is done to a lab; `acts/` has a file for each. */
export const ACTS: readonly Act[] = [
  ...[run, edit, nonsense, check, answer, progress, consoles, fault],
  ...[refused, connections],
  ...[killServer, killLeased, killProcess, killLab, stopLab],
  ...[fullWorkbook, fullScratch, fullRecordings],
];
