import path from 'node:path';
import type { Example } from '../../../course/example.ts';
import type { Act } from '../life.ts';
import { runOn } from './run.ts';

/** What someone may put at the end of a program, and what comes of it. */
const SENSE = [
  'console.log("edited");',
  'process.exitCode = 3;',
  'console.error("to stderr");',
  'await new Promise((resolve) => setTimeout(resolve, 50));',
];

const NONSENSE = {
  'a syntax error': 'const = ;',
  'a throw': 'throw new Error("nonsense");',
  'an import of nothing': 'import "./nothing.ts";',
  'an exit': 'process.exit(7);',
  'an end by a signal': 'process.kill(process.pid, "SIGKILL");',
  'an endless loop': 'for (;;);',
  'a promise that nobody resolves': 'await new Promise(() => {});',
  'a timer for ever': 'setInterval(() => {}, 1000);',
  'a bomb of objects':
    'const all = []; for (;;) all.push({ a: [all.length] });',
  'a bomb of buffers':
    'const all = []; for (;;) all.push(Buffer.alloc(2 ** 24, 1));',
  'a flood of output': 'for (;;) console.log("x".repeat(1000));',
  'a line without an end': 'process.stdout.write("x".repeat(300_000));',
  'bytes that are no text': 'process.stdout.write(Buffer.from([255, 254, 0]));',
  'a program of its own':
    'import("node:child_process").then((it) => it.spawn("sleep", ["60"]));',
  'a file elsewhere':
    'import("node:fs").then((fs) => fs.writeFileSync("/tmp/of-a-soak", ""));',
  'a rejection of nobody': 'void Promise.reject(new Error("unheard"));',
  'endless recursion': 'const again = () => again(); again();',
  'a thousand sockets':
    'const net = await import("node:net"); for (let i = 0; i < 1000; i++) net.connect(1, "127.0.0.1").on("error", () => {});',
} as const;

/** The sources of an example, of which one has more at one of its ends. */
function withMore(example: Example, code: string, first: boolean, at: number) {
  const file = example.files[at % example.files.length]!;
  const source = first
    ? `${file.source.slice(0, file.source.indexOf('*/') + 2)}\n${code}\n${file.source.slice(file.source.indexOf('*/') + 2)}`
    : `${file.source}\n${code}\n`;
  return { files: { [path.posix.basename(file.path)]: source } };
}

/** Runs an example with an edit that anyone might make. */
export const edit: Act = {
  name: 'edit',
  weight: 10,
  kind: 'life',
  uses: ['memcached', 'redis', 'rabbitmq', 'postgres'],
  async run(life, chance) {
    const example = chance.pick(life.examples);
    const body = withMore(example, chance.pick(SENSE), false, chance.number(9));
    const page = await life.page(chance);
    await runOn(life, page, example, { body });
    life.tally.count('edits');
  },
};

/** Runs an example with an edit that does harm, or tries to. */
export const nonsense: Act = {
  name: 'nonsense',
  weight: 8,
  kind: 'life',
  uses: ['memcached', 'redis', 'rabbitmq', 'postgres'],
  async run(life, chance) {
    const example = chance.pick(life.examples);
    const code = chance.pick(Object.values(NONSENSE));
    const body = withMore(example, code, chance.percent(70), chance.number(9));
    const page = await life.page(chance);
    const { outcome } = await runOn(life, page, example, {
      body,
      // Who waits for a line of a program that has died can not go on.
      fine: ['finished', 'limit', 'failed'],
    });
    life.tally.count('nonsense');
    if (outcome === 'limit') life.tally.count('ended');
  },
};
