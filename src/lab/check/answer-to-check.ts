import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Lesson } from '../../course/lesson.ts';
import { projectFolder } from '../../course/project.ts';
import { UserError } from '../../course/user-error.ts';
import type { Lease } from '../../services/service.ts';
import type { AnswerPrograms } from './answer-programs.ts';
import type { Question } from './job.ts';

/** A check that restarts a server imports that from `#check/faults`. */
export const RESTARTS = /\{[^}]*\brestart\b[^}]*\}\s*from '#check\/faults'/;

/** A check that starts a server imports that from `#check/memcached`, say. */
export const STARTS =
  /\{[^}]*\bsettings\b[^}]*\}\s*from '#check\/(memcached|redis)'/;

/**
 * Does what a check asks for; resolves to what comes back.
 * @throws {UserError} for what this check may not, or what cannot be done.
 */
export async function answerTo(
  asked: Question,
  check: { lesson: Lesson; lease: Lease; programs: AnswerPrograms },
): Promise<unknown> {
  const { lesson, lease, programs } = check;
  switch (asked.ask) {
    case 'look':
      return lease.look();
    case 'restart':
      if (!mayRestart(lesson))
        throw new UserError(
          'This check imports no restart from #check/faults.',
        );
      return lease.restart(asked.service);
    case 'settings':
      if (!lease.memcachedSettings)
        throw new UserError('This check has no memcached.');
      return lease.memcachedSettings(asked.args);
    case 'redis settings':
      if (!lease.redisTrial) throw new UserError('This check has no Redis.');
      return lease.redisTrial.settings(asked.conf);
    case 'start':
      return programs.start(asked);
    case 'kill':
      return programs.kill(asked.program);
  }
}

/** Runs share some servers: an answer by itself may not stop them. */
function mayRestart({ folder }: Lesson): boolean {
  const check = path.join(projectFolder, folder, 'check.test.ts');
  return RESTARTS.test(readFileSync(check, 'utf8'));
}
