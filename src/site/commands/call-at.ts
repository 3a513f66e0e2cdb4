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

const parsed = new Map<string, ts.SourceFile>();

function parse(source: string): ts.SourceFile {
  const known = parsed.get(source);
  if (known) return known;
  const { Latest } = ts.ScriptTarget;
  const file = ts.createSourceFile('program.ts', source, Latest, true);
  parsed.set(source, file);
  return file;
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
  const file = parse(source);
  const found: ts.CallExpression[] = [];
  const visit = (node: ts.Node) => {
    if (ts.isCallExpression(node) && isOn(node, file, line)) found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(file);
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

function isOn(node: ts.CallExpression, file: ts.SourceFile, line: number) {
  const callee = node.expression;
  if (!ts.isPropertyAccessExpression(callee)) return false;
  const at = file.getLineAndCharacterOfPosition(callee.name.getStart());
  return at.line + 1 === line;
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
