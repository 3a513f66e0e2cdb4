/**
 * Names of the functions and classes that a program exports, in its order:
 * what an exercise has a learner write.
 */
export function exportedFunctions(source: string): string[] {
  const exported = /^export (?:async )?(?:function\*?|class) (\w+)/gm;
  return [...source.matchAll(exported)].map(([, name]) => name!);
}
