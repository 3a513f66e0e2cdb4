/** How a program ended, in words. */
export function ending(code: number | null, signal: string | null): string {
  if (signal) return `ended with ${signal}`;
  return code === null ? 'did not end' : `exit code ${code}`;
}
