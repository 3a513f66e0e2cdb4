import { isTableTrack, VOCABULARY } from '../../course/recap-headings.ts';
import type { Track } from '../../course/tracks.ts';

/** The `lesson.mdx` of a new lesson: its parts, and what goes where. */
export function prose(
  track: Track,
  slug: string,
  title: string,
  uses: string,
): string {
  const example = `${track}/${slug}`;
  return `---
title: ${JSON.stringify(title)}
outcome: Write here, in one line, what the reader can do after this lesson.
minutes: 10
uses: [${uses}]
examples: [${example}]
seed: []
tags: [${slug}]
---

Write here, in two or three sentences, what goes wrong at work without this.

## Predict

<Code file="${example}.ts" region="put" />

<Predict>
Ask here for one thing that the server will answer.
<Choice text="hello" right>Say here why.</Choice>
<Choice text="Nothing">Say here what the reader overlooked.</Choice>
</Predict>

<Example name="${example}" />

## What happened

Go here through the program, region by region.

<Code file="${example}.ts" region="read" />

## Break it

Run here the mistake that people really make, as an example of its own.

<Output example="${example}" />

## In practice

- Two to five facts that hurt, [each with its source](https://example.org/).

## Exercise

<Exercise>
Write here, in a sentence or two, what is to be written, and what the check looks at.

<Task title="Keep a text">
Each task is a part of it, and a \`describe\` of the check has its title.
</Task>

<Hint>A nudge.</Hint>
<Hint>More than a nudge.</Hint>
<Hint>Nearly the answer.</Hint>
</Exercise>

## Recap

Three lines to remember.

${table(track)}

## Go further

- [A primary source](https://example.org/)
`;
}

/** A table to fill in, with the headings of its track. */
function table(track: Track): string {
  const row = (cells: string[]) => `| ${cells.join(' | ')} |`;
  const headings = headingsOf(track);
  return [headings, headings.map(() => '---'), headings.map(() => '…')]
    .map(row)
    .join('\n');
}

function headingsOf(track: Track): string[] {
  if (!isTableTrack(track)) return ['what', 'how'];
  const { first, clients, says, python } = VOCABULARY[track];
  return [first[0]!, ...clients.slice(0, 1), says, python];
}
