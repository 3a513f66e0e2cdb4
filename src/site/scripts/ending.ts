/** How a program ended, in words; nothing to say where all went well. */
export function ending(code: number | null, signal: string | null): string {
  if (signal) return `ended with ${signal}`;
  return code === null ? 'did not end' : `exit code ${code}`;
}
