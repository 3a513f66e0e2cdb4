import ts from 'typescript';

/** A call of a method in a program. */
export interface Call {
  receiver: string;
  method: string;
  /** As it reads on one line: `cache.get(key)`. */
  text: string;
}

/** Calls of these ask nothing of a server. */
const LANGUAGE =
  /^(console|Promise|Buffer|Math|JSON|Object|Array|Date|Number|String|performance|process)\b|^['"`/[]/;
const SETTLES = /^(then|catch|finally)$/;
const LONGEST = 64;

/** The calls of methods in a program, by the line that has the name. */
type Calls = Map<number, ts.CallExpression[]>;

const parsed = new Map<string, Calls>();

/** Parsed once: a program's messages ask for its lines thousands of times. */
function callsIn(source: string): Calls {
  const known = parsed.get(source);
  if (known) return known;
  const { Latest } = ts.ScriptTarget;
  const file = ts.createSourceFile('program.ts', source, Latest, true);
  const calls: Calls = new Map();
  const visit = (node: ts.Node) => {
    if (ts.isCallExpression(node)) {
      const line = lineOf(node, file);
      if (line) calls.set(line, [...(calls.get(line) ?? []), node]);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  parsed.set(source, calls);
  return calls;
}

/**
 * The calls of methods on a line of a program, in its order. Of a chain it
 * is the last on that line, but for what settles a promise.
 * @param wanted if given, only calls of methods that it names, in a chain too
 */
export function callsAt(
  source: string,
  line: number,
  wanted?: (method: string) => boolean,
): Call[] {
  const found = callsIn(source).get(line) ?? [];
  const own = found.filter((node) => !SETTLES.test(methodOf(node)));
  const receivers = own.map(receiverOf);
  return own
    .filter((node) => wanted?.(methodOf(node)) ?? !receivers.includes(node))
    .map((node) => ({ node, call: callOf(node) }))
    .filter(({ call }) => !LANGUAGE.test(call.receiver))
    .sort((a, b) => nameStart(a.node) - nameStart(b.node))
    .map(({ call }) => call);
}

type MethodCall = ts.CallExpression & {
  expression: ts.PropertyAccessExpression;
};

const access = (node: ts.CallExpression) => (node as MethodCall).expression;
const methodOf = (node: ts.CallExpression) => access(node).name.text;
const nameStart = (node: ts.CallExpression) => access(node).name.getStart();

function lineOf(
  { expression: callee }: ts.CallExpression,
  file: ts.SourceFile,
): number | undefined {
  if (!ts.isPropertyAccessExpression(callee)) return undefined;
  return file.getLineAndCharacterOfPosition(callee.name.getStart()).line + 1;
}

function receiverOf(node: ts.CallExpression): ts.Node {
  let { expression } = access(node) as { expression: ts.Expression };
  while (ts.isNonNullExpression(expression)) expression = expression.expression;
  return expression;
}

function callOf(node: ts.CallExpression): Call {
  const receiver = oneLine(receiverOf(node).getText());
  const method = methodOf(node);
  const callee = `${receiver}.${method}`;
  const text = `${callee}(${node.arguments.map((each) => oneLine(each.getText())).join(', ')})`;
  return {
    receiver,
    method,
    text: text.length > LONGEST ? `${callee}(…)` : text,
  };
}

const oneLine = (code: string) =>
  code.replace(/\s+/g, ' ').replace(/ (?=\.)/g, '');
