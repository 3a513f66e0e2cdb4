/** What a module exports, in the order of its source; `type` where it is one. */
export function exportedNames(source: string): string[] {
  const exported =
    /^export (?:async )?(?:function\*?|class|const|(interface|type)) (\w+)/gm;
  return [...source.matchAll(exported)].map(([, type, name]) =>
    type ? `type ${name}` : name!,
  );
}
