import { callName } from './name-of.ts';
import { codeIn } from '../../course/recap-table.ts';
import type { CommandLine } from './rows.ts';

/**
 * Whether two lines of recaps say the same command and the same call, with
 * no option more: only the values and the names of variables differ.
 */
export function saysTheSame(line: CommandLine, known: CommandLine): boolean {
  return (
    formOf(line) === formOf(known) &&
    callsOf(line) === callsOf(known) &&
    optionsOf(line.call).every((each) =>
      optionsOf(known.call).includes(each),
    ) &&
    // What sends no command is told by its words.
    (line.form !== '–' || line.says === known.says)
  );
}

const callsOf = ({ call }: CommandLine) => codeIn(call).map(callName).join();

/** Of a call in the first column, as in an ORM's table, its shape. */
function formOf({ form, call }: CommandLine): string {
  return call === '' ? codeIn(form).map(shapeOf).join() : form;
}

function shapeOf(code: string): string {
  const name = callName(code);
  const given = code
    .slice(code.indexOf(name) + name.length)
    .replace(/'[^']*'|\b[\w.]+\b(?!:)/g, '_');
  return code.includes(`${name}(`) ? name + given : name;
}

function optionsOf(cell: string): string[] {
  return codeIn(cell)
    .flatMap((code) => /\{ ([^}]*) \}/.exec(code)?.[1]?.split(', ') ?? [])
    .map((option) => option.replace(/:.*/, ''));
}
