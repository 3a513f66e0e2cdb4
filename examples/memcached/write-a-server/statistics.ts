import type { Items } from './items.ts';

/** `stats`: what this server knows of itself. */
export function statistics(items: Items, words: string[]): string {
  if (words.length > 1) return 'ERROR\r\n'; // no slabs, no settings
  const stats = {
    pid: process.pid,
    uptime: Math.floor(process.uptime()),
    time: Math.floor(Date.now() / 1000),
    version: '1.6.18-tiny',
    curr_items: items.size,
  };
  const lines = Object.entries(stats).map(
    ([name, value]) => `STAT ${name} ${value}\r\n`,
  );
  return `${lines.join('')}END\r\n`;
}
