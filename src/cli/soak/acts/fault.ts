import type { Example } from '../../../course/example.ts';
import type { Fault } from '../../../course/fault.ts';
import type { Chance } from '../chance.ts';
import type { Act } from '../life.ts';
import { runOn } from './run.ts';

/** Servers that all runs share: when one is restarted, each feels it. */
const SHARED = ['rabbitmq', 'postgres'];
/** What may come of a run that is broken. */
const FINE = ['finished', 'limit', 'failed', 'stopped'];

/** Runs an example and breaks it: at a moment, at once, or both. */
export const fault: Act = {
  name: 'fault',
  weight: 10,
  kind: 'life',
  uses: ['memcached', 'redis', 'rabbitmq', 'postgres'],
  async run(life, chance) {
    const example = chance.pick(life.examples.filter((e) => e.uses.length > 0));
    const [armed, later] = [faultOf(example, chance), faultOf(example, chance)];
    const page = await life.page(chance);
    const breaks = async () => {
      let brought: Promise<unknown> | undefined;
      const faults = chance.percent(60) ? [armed] : [];
      const { status } = await runOn(life, page, example, {
        body: { faults },
        fine: FINE,
        on(event) {
          if (event.event === 'fault') life.tally.count('faults');
          if (event.event !== 'start' || !('pane' in event)) return;
          // What has ended meanwhile cannot be broken: it says so.
          brought ??= page.ask(
            '/lab/faults',
            { example: example.name, fault: withoutMoment(later) },
            { fine: [400, 409] },
          );
        },
      });
      page.holds(status !== 400, `a fault was refused: ${status}`, []);
      await brought;
    };
    const shared = [armed, later].some(
      (each) => each.fault === 'restart' && SHARED.includes(each.service),
    );
    if (shared) await life.troubles.during('servers', breaks);
    else await breaks();
  },
};

type Wanted = Fault & { when?: { pane: string; line: string } };

function faultOf(example: Example, chance: Chance): Wanted {
  const pane = chance.pick(example.programs).pane;
  const service = chance.pick(example.uses);
  const fault = chance.pick<Fault>([
    { fault: 'cut' },
    { fault: 'cut', pane },
    { fault: 'delay', milliseconds: chance.number(300) },
    { fault: 'kill', pane },
    { fault: 'pause', service },
    { fault: 'resume', service },
    { fault: 'restart', service },
  ]);
  // Most of these lines never come: then the fault never does.
  const when = { pane, line: chance.pick(['ready', 'done', 'nothing']) };
  return chance.percent(30) ? { ...fault, when } : fault;
}

function withoutMoment({ when: _, ...fault }: Wanted): object {
  return fault;
}
