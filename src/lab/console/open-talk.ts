import type { Language, Talk, TalkOptions } from './talk.ts';

/**
 * Opens a talk; `closed` is told of it when the server hangs up later.
 * @throws {Error} when the server hangs up meanwhile, or does not answer.
 */
export async function openTalk(
  language: Language,
  given: Omit<TalkOptions, 'closed'>,
  closed: (talk: Talk) => void,
): Promise<Talk> {
  let talk: Talk | undefined = undefined;
  let hungUp = false;
  const options: TalkOptions = {
    ...given,
    closed: () => {
      hungUp = true;
      if (talk) closed(talk);
    },
  };
  talk = await language.open(options);
  // Each talk would keep the one before it, and that one its own.
  options.before = undefined;
  if (!hungUp) return talk;
  talk.close();
  throw Object.assign(new Error('It hung up.'), { code: 'ECONNRESET' });
}
