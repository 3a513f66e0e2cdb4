import { expect, test } from 'vitest';
import { Turns } from '../../src/lab/turns.ts';

/** Work that ends when it is told to, and what became of it. */
function asker(turns: Turns) {
  const began: string[] = [];
  const places: Record<string, number[]> = {};
  const ends = new Map<string, () => void>();
  const ask = (client: string, name: string) => {
    const stop = new AbortController();
    places[name] = [];
    const done = turns.take(
      {
        client,
        signal: stop.signal,
        ahead: (count) => places[name]!.push(count),
      },
      () =>
        new Promise((resolve) => {
          began.push(name);
          ends.set(name, resolve);
        }),
    );
    return { done, stop: () => stop.abort() };
  };
  /** Ends a work, and waits until the next has begun. */
  const end = async (name: string) => {
    ends.get(name)!();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { began, places, ask, end };
}

test('lets so many work at once', async () => {
  const { began, ask, end } = asker(new Turns(2));
  for (const name of ['a1', 'a2', 'a3']) void ask('a', name).done;
  expect(began).toEqual(['a1', 'a2']);
  await end('a1');
  expect(began).toEqual(['a1', 'a2', 'a3']);
});

test('clients take turns: one that asks for many does not keep another', async () => {
  const { began, ask, end } = asker(new Turns(1));
  for (const name of ['a1', 'a2', 'a3', 'a4']) void ask('a', name).done;
  for (const name of ['b1', 'b2']) void ask('b', name).done;
  for (const name of ['a1', 'a2', 'b1', 'a3', 'b2']) await end(name);
  expect(began).toEqual(['a1', 'a2', 'b1', 'a3', 'b2', 'a4']);
});

test('who waits is told a place, and each change of it', async () => {
  const { places, ask, end } = asker(new Turns(1));
  for (const name of ['a1', 'a2', 'a3']) void ask('a', name).done;
  expect(places).toEqual({ a1: [], a2: [0], a3: [1] });
  void ask('b', 'b1').done;
  // One of b comes before the second that a has waiting.
  expect(places).toEqual({ a1: [], a2: [0], a3: [1, 2], b1: [1] });
  await end('a1');
  expect(places).toEqual({ a1: [], a2: [0], a3: [1, 2, 1], b1: [1, 0] });
});

test('who leaves while waiting frees the place', async () => {
  const { began, places, ask, end } = asker(new Turns(1));
  void ask('a', 'a1').done;
  const left = ask('a', 'a2');
  void ask('a', 'a3').done;
  left.stop();
  await left.done;
  expect(places['a3']).toEqual([1, 0]);
  await end('a1');
  expect(began).toEqual(['a1', 'a3']);
});

test('work that fails frees its place', async () => {
  const turns = new Turns(1);
  const turn = {
    client: 'a',
    signal: new AbortController().signal,
    ahead: () => {},
  };
  const failing = turns.take(turn, () => Promise.reject(new Error('x')));
  await expect(failing).rejects.toThrow('x');
  let did = false;
  await turns.take(turn, async () => void (did = true));
  expect(did).toBe(true);
});

test('who comes when very many wait is refused, with a sentence', async () => {
  const { ask } = asker(new Turns(1));
  for (let i = 0; i < 65; i++) void ask('a', `a${i}`).done;
  await expect(ask('b', 'b1').done).rejects.toThrow(/busy: 64 runs/);
});
