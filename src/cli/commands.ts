/** A command: gets its arguments, resolves to the exit code. */
type Command = (args: string[]) => Promise<number>;

/** What each command does, and where it is. */
export const COMMANDS: Record<
  string,
  { does: string; load(): Promise<Command> }
> = {
  start: {
    does: 'starts the servers and the site, and prints its address',
    load: async () => (await import('./start.ts')).start,
  },
  test: {
    does: 'checks everything; ends with a line "N passed, N failed"',
    load: async () => (await import('./test.ts')).test,
  },
  dev: {
    does: 'the same lab inside Astro’s dev server, for authors',
    load: async () => (await import('./dev.ts')).dev,
  },
  build: {
    does: 'builds the static site into dist/',
    load: async () => (await import('./build.ts')).build,
  },
  services: {
    does: '-- up | down | status | reset | env: the four servers; their addresses in your shell: eval "$(npm run -s services -- env)"',
    load: async () => (await import('./services.ts')).services,
  },
  example: {
    does: '-- <track>/<name>: runs an example and shows its output',
    load: async () => (await import('./example.ts')).example,
  },
  record: {
    does: '[-- <track>/<name> …]: records examples again',
    load: async () => (await import('./record.ts')).record,
  },
  learn: {
    does: '[-- <track>]: checks your answer each time you save it, in your own editor',
    load: async () => (await import('./learn.ts')).learn,
  },
  check: {
    does: '-- <track>/<slug> [--answer FILE]: checks your answer',
    load: async () => (await import('./check.ts')).check,
  },
  grade: {
    does: '-- <folder>… [--out DIR]: checks many workbooks; a table, JSON, CSV and JUnit XML',
    load: async () => (await import('./grade.ts')).grade,
  },
  eject: {
    does: '-- <track>/<name> DIR [--exercise]: an example or an exercise as a project of its own',
    load: async () => (await import('./eject.ts')).eject,
  },
  bench: {
    does: '[-- --only NAMES] [--rounds N] [--quick] [--json FILE]: measures what has a budget, and says what is over it',
    load: async () => (await import('./bench.ts')).bench,
  },
  soak: {
    does: '[-- --minutes N] [--seed N] [--json FILE]: uses and abuses a lab of its own, and says what does not hold',
    load: async () => (await import('./soak.ts')).soak,
  },
  new: {
    does: '-- <track> "Title": makes a lesson that is green at once',
    load: async () => (await import('./new.ts')).newLesson,
  },
};

/** Those that npm has a word of its own for. */
const SHORT = ['start', 'test'];

/** Every command, a line each. */
export function usage(): string {
  const lines = Object.entries(COMMANDS).map(([name, { does }]) => {
    const typed = SHORT.includes(name) ? `npm ${name}` : `npm run ${name}`;
    return `  ${typed.padEnd(16)} ${does}`;
  });
  return ['The commands are:', ...lines].join('\n');
}
