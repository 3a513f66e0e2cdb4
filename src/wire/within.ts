/** Waits for work, but not longer than so many milliseconds. */
export async function within(milliseconds: number, work: Promise<unknown>) {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  await Promise.race([work, timeout]);
  clearTimeout(timer);
}
