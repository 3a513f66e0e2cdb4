import { formatProgress } from '../../../course/progress.ts';
import { importProgress, keptProgress } from './kept-progress.ts';

/** Gives progress out as a file, or takes one in. */
export function pressFile(button: HTMLElement) {
  if (button.matches('.export')) return giveOut();
  const input = button.parentElement!.querySelector('input')!;
  input.onchange = () => void takeIn(input);
  input.click();
}

function giveOut() {
  const text = new Blob([formatProgress(keptProgress())]);
  const link = document.createElement('a');
  link.href = URL.createObjectURL(text);
  link.download = 'progress.txt';
  link.click();
  URL.revokeObjectURL(link.href);
}

async function takeIn(input: HTMLInputElement) {
  const said = input.parentElement!.querySelector('.said')!;
  const [chosen] = input.files ?? [];
  if (!chosen) return;
  try {
    importProgress(await readable(chosen));
    said.textContent = `${chosen.name} was taken in. What was noted later counts.`;
  } catch (error) {
    said.textContent = (error as Error).message;
  }
  input.value = '';
}

/** @throws {Error} for what is no progress; nothing is changed then. */
async function readable(file: File): Promise<string> {
  const text = file.size > 256 * 1024 ? '' : await file.text();
  if (/^version \d+\s*$/m.test(text)) return text;
  throw new Error(
    `${file.name} is no progress of Roundtrip: that has a line "version 1". Choose the progress.txt of a workbook, or one that was exported here. Nothing was changed.`,
  );
}
