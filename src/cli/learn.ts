import { lessonNames, loadLesson } from '../course/lesson.ts';
import { didYouMean } from '../course/nearest.ts';
import { trackNames } from '../course/tracks.ts';
import { UserError } from '../course/user-error.ts';
import { Checks } from '../lab/check/checks.ts';
import { ProgressFile } from '../lab/progress-file.ts';
import { Workbook } from '../lab/workbook.ts';
import { openServices } from '../services/services.ts';
import { LearnSession } from './learn/session.ts';
import { readArguments } from './read-arguments.ts';
import { withServices } from './with-services.ts';

/** A character, or what an arrow sends. */
const KEY = /\p{Cc}\[[A-D]|[\s\S]/gu;
const CLEAR = '\x1b[2J\x1b[H';

/**
 * `npm run learn [-- <track>]`: checks an answer each time it is saved, until
 * q. Exit code 0.
 */
export async function learn(args: string[]): Promise<number> {
  const { positionals } = readArguments('learn', {
    args,
    allowPositionals: true,
    options: {},
  });
  const lessons = lessonsOf(positionals);
  if (!process.stdin.isTTY || !process.stdout.isTTY) {
    throw new UserError(
      'npm run learn wants a terminal: it listens to keys. Elsewhere, npm run check -- <track>/<slug> checks an answer once.',
    );
  }
  const uses = lessons.flatMap((name) => loadLesson(name).frontmatter.uses);
  const services = await openServices();
  const checks = new Checks(services);
  checks.expect(loadLesson(lessons[0]!));
  try {
    await withServices(services, [...new Set(uses)], async (signal) => {
      const session = new LearnSession({
        lessons,
        workbook: new Workbook(),
        progress: new ProgressFile(),
        checks,
        signal,
        folder: process.env.INIT_CWD ?? process.cwd(),
        show: (lines) => process.stdout.write(`${CLEAR}${lines.join('\n')}\n`),
      });
      const endSpares = services.keepSpares();
      await untilQuit(session, signal).finally(endSpares);
    });
  } finally {
    await checks.close();
  }
  return 0;
}

function lessonsOf(positionals: string[]): string[] {
  const [track, ...more] = positionals;
  if (more.length > 0) {
    throw new UserError(
      `learn takes one track, and got ${positionals.join(', ')}.`,
    );
  }
  const all = lessonNames();
  const lessons = all.filter((name) => !track || name.startsWith(`${track}/`));
  if (lessons.length > 0) return lessons;
  const tracks = trackNames.filter((each) =>
    all.some((name) => name.startsWith(`${each}/`)),
  );
  throw new UserError(
    `There is no track "${track}".${didYouMean(track!, tracks)} There are: ${tracks.join(', ')}.`,
  );
}

/** Keys come one by one, and are not shown; Ctrl-C is one of them. */
async function untilQuit(session: LearnSession, signal: AbortSignal) {
  const { stdin } = process;
  stdin.setRawMode(true).setEncoding('utf8').resume();
  try {
    await new Promise<void>((resolve, reject) => {
      signal.addEventListener('abort', () => resolve());
      stdin.on('data', (typed) => {
        for (const [key] of String(typed).matchAll(KEY))
          session.key(key).then((on) => {
            if (!on) resolve();
          }, reject);
      });
      session.start().catch(reject);
    });
  } finally {
    session.close();
    stdin.setRawMode(false).pause();
  }
}
