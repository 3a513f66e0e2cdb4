/** Milliseconds after which a server has said nothing. */
const DEADLINE = 6000;

/** What was answered in time; nothing of a server that did not. */
export async function answered<T>(asked: Promise<T[]>[]): Promise<T[]> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<T[]>((resolve) => {
    timer = setTimeout(() => resolve([]), DEADLINE);
  });
  const all = asked.map((each) => Promise.race([each, late]).catch(() => []));
  const answers = await Promise.all(all);
  clearTimeout(timer);
  return answers.flat();
}
