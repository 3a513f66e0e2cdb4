import { CONNECT_MS } from './limits.ts';

/**
 * What has to be done with a server within some seconds: a server that is
 * stopped still takes connections, and never answers. The signal destroys the
 * sockets that are given it when the time is over, or when `giveUp` says so;
 * then this rejects.
 */
export async function inTime<T>(
  work: (signal: AbortSignal) => Promise<T>,
  giveUp?: AbortSignal,
): Promise<T> {
  const cut = new AbortController();
  const over = Promise.withResolvers<never>();
  const end = (code: string) => {
    over.reject(Object.assign(new Error('The server is silent.'), { code }));
    cut.abort();
  };
  const givenUp = () => end('ECANCELED');
  const timer = setTimeout(() => end('ETIMEDOUT'), CONNECT_MS);
  giveUp?.addEventListener('abort', givenUp);
  try {
    if (giveUp?.aborted) givenUp();
    else return await Promise.race([work(cut.signal), over.promise]);
    return await over.promise;
  } finally {
    clearTimeout(timer);
    giveUp?.removeEventListener('abort', givenUp);
  }
}
