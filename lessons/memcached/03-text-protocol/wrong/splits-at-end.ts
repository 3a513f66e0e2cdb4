// Fails: reads a value that holds the end of an answer
// Looks for END, which a value may hold as well.

export async function* answers(chunks: AsyncIterable<Buffer>) {
  let text = '';
  for await (const chunk of chunks) {
    text += chunk.toString('latin1');
    for (;;) {
      const end = /(^|\r\n)(END|[A-Z_]*ERROR.*)\r\n/.exec(text);
      if (!end) break;
      const before = text.slice(0, end.index + end[1]!.length);
      text = text.slice(end.index + end[0].length);
      const values =
        /VALUE (\S+) (\d+) \d+ ?(\d*)\r\n(.*?)\r\n(?=VALUE |$)/gs;
      const items = [...before.matchAll(values)].map(
        ([, key = '', flags, cas, value = '']) => ({
          key,
          flags: Number(flags),
          data: Buffer.from(value, 'latin1'),
          ...(cas && { cas: BigInt(cas) }),
        }),
      );
      yield end[2] === 'END' ? { items } : { items, error: end[2]! };
    }
  }
  if (text !== '') throw new Error('the bytes end within an answer');
}
