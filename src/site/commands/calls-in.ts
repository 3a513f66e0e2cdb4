import { createRequire } from 'node:module';
import type ts from 'typescript';
import { fromCacheSync } from '../build/from-cache.ts';

/** A call of a method: `cache.get(key)`. */
export interface CallInProgram {
  /** Of the method's name. */
  line: number;
  /** Where that begins, in characters: no other call has the same. */
  at: number;
  receiver: string;
  method: string;
  /** As it reads on one line. */
  text: string;
  /** In a chain, `at` of the call that gives the receiver. */
  on?: number;
}

/** Raise it when they are told otherwise: it is part of the cache's key. */
const EDITION = '1';
const LONGEST = 64;

const known = new Map<string, CallInProgram[]>();

/**
 * The calls of methods in a program, in its order. A build asks for them
 * thousands of times, and seldom for one that no build before it has parsed:
 * to load TypeScript takes longer than all the rest of it.
 */
export function callsIn(source: string): CallInProgram[] {
  let calls = known.get(source);
  if (!calls) {
    calls = fromCacheSync('calls', [EDITION, source], () => parsed(source));
    known.set(source, calls);
  }
  return calls;
}

function parsed(source: string): CallInProgram[] {
  const load = createRequire(import.meta.url);
  const typescript = load('typescript') as typeof ts;
  const { Latest } = typescript.ScriptTarget;
  const file = typescript.createSourceFile('program.ts', source, Latest, true);
  const calls: CallInProgram[] = [];
  const visit = (node: ts.Node) => {
    if (isMethodCall(node, typescript)) calls.push(callOf(node, file));
    typescript.forEachChild(node, visit);
  };
  visit(file);
  return calls.sort((a, b) => a.at - b.at);

  function callOf(call: MethodCall, file: ts.SourceFile): CallInProgram {
    const { name } = call.expression;
    const from = receiverOf(call);
    const at = name.getStart();
    const receiver = oneLine(from.getText());
    const method = name.text;
    const callee = `${receiver}.${method}`;
    const given = call.arguments.map((each) => oneLine(each.getText()));
    const text = `${callee}(${given.join(', ')})`;
    return {
      line: file.getLineAndCharacterOfPosition(at).line + 1,
      at,
      receiver,
      method,
      text: text.length > LONGEST ? `${callee}(…)` : text,
      ...(isMethodCall(from, typescript) && {
        on: from.expression.name.getStart(),
      }),
    };
  }

  function receiverOf(call: MethodCall): ts.Expression {
    let { expression }: { expression: ts.Expression } = call.expression;
    while (typescript.isNonNullExpression(expression))
      expression = expression.expression;
    return expression;
  }
}

type MethodCall = ts.CallExpression & {
  expression: ts.PropertyAccessExpression;
};

function isMethodCall(
  node: ts.Node,
  { isCallExpression, isPropertyAccessExpression }: typeof ts,
): node is MethodCall {
  return isCallExpression(node) && isPropertyAccessExpression(node.expression);
}

const oneLine = (code: string) =>
  code.replace(/\s+/g, ' ').replace(/ (?=\.)/g, '');
