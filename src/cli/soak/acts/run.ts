import type { Example } from '../../../course/example.ts';
import type { RunEvent } from '../../../course/event.ts';
import type { Act, Life } from '../life.ts';
import type { Page } from '../page.ts';
import type { Trouble } from '../troubles.ts';

/** What may keep a run from what it would do: it shares its servers. */
const EXPLAINS: Trouble[] = ['lab', 'servers', 'disk', 'processes'];

/** Runs an example as the course has it. */
export const run: Act = {
  name: 'run',
  weight: 18,
  kind: 'life',
  uses: ['memcached', 'redis', 'rabbitmq', 'postgres'],
  async run(life, chance) {
    const page = await life.page(chance);
    const { outcome } = await runOn(life, page, chance.pick(life.examples));
    life.tally.count('runs');
    // On a machine that is busy one may take longer than a run may.
    if (outcome === 'limit') life.tally.count('ended');
  },
};

/**
 * Runs an example, and sees to it that it has ended as it should.
 * @param body what is asked beside the example
 * @param fine outcomes that are right
 */
export async function runOn(
  life: Life,
  page: Page,
  example: Example,
  options: {
    body?: object;
    fine?: string[];
    on?: (event: RunEvent) => void;
    signal?: AbortSignal;
  } = {},
): Promise<{ outcome: string | undefined; status: number | undefined }> {
  const { body, fine = ['finished', 'limit'], on, signal } = options;
  const events: RunEvent[] = [];
  const hear = (event: RunEvent) => {
    events.push(event);
    on?.(event);
  };
  const wanted = { example: example.name, ...body };
  const answer = await page.ask('/lab/runs', wanted, {
    on: (event) => hear(event as RunEvent),
    ...(signal && { signal }),
  });
  if (!answer) return { outcome: undefined, status: undefined };
  const { status } = answer;
  if (status !== 200) {
    page.holds(false, `a run of ${example.name}: ${answer.text}`, EXPLAINS);
    return { outcome: undefined, status };
  }
  const last = events.findLast(
    (event) => event.event === 'end' && !('pane' in event),
  );
  const outcome = last && 'outcome' in last ? last.outcome : undefined;
  const said = last && 'message' in last ? last.message : 'nothing';
  page.holds(
    outcome !== undefined && fine.includes(outcome),
    `a run of ${example.name} came to ${outcome ?? 'no end'}, and said: ${said}`,
    EXPLAINS,
  );
  const started = events.filter((e) => e.event === 'start' && 'pane' in e);
  const ended = events.filter((e) => e.event === 'end' && 'pane' in e);
  page.holds(
    started.length === ended.length || outcome === 'failed',
    `a run of ${example.name} started ${started.length} programs, and ${ended.length} have ended.`,
    ['lab'],
  );
  return { outcome, status };
}
