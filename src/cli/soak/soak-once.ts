import { exampleNames, loadExample } from '../../course/example.ts';
import { lessonNames, loadLesson } from '../../course/lesson.ts';
import { SERVICES } from '../../services/service.ts';
import { openServices } from '../../services/services.ts';
import { stepLine } from '../show-progress.ts';
import { untilStopped } from '../until-stopped.ts';
import { Answers } from './answers.ts';
import { Lab } from '../apart/lab.ts';
import { newLife } from './life.ts';
import { actsOf, live, type Bounds } from './live.ts';
import { Marks } from './marks.ts';
import { endAll } from './own-processes.ts';
import { makePlace } from './place.ts';
import type { Report } from './report.ts';
import { newTally } from './tally.ts';
import { verify } from './verify.ts';

/**
 * Has a lab live and looks at what is left of it; nothing is, whatever comes.
 * @param tell is told what goes on, a line each
 * @throws {Interrupted} when it was broken off.
 */
export async function soakOnce(
  bounds: Bounds,
  tell: (line: string) => void,
): Promise<Report> {
  const say = (name: string, text: string) =>
    tell(stepLine(name, text).trimEnd());
  const tally = newTally((sentence) => say('soak', sentence));
  const stop = untilStopped(() => say('stopping', 'the soak'));
  const place = await makePlace();
  const provider = await openServices({ root: place.services });
  const giveBack = await provider.hold();
  const wanted = actsOf(bounds.only).flatMap(({ uses }) => uses);
  const services = SERVICES.filter((each) => wanted.includes(each));
  const lab = new Lab(
    {
      ...{ services: place.services, dist: place.dist },
      ...{ workbook: place.workbook.folder, scratch: place.scratch.folder },
    },
    services,
  );
  try {
    say('seed', String(bounds.seed));
    say('workbook', place.workbook.folder);
    const isUp = ({ uses }: { uses: readonly string[] }) =>
      uses.every((each) => services.some((service) => service === each));
    const life = newLife({
      ...{ place, lab, provider, services, tally },
      examples: exampleNames()
        .map((name) => loadExample(name))
        .filter(isUp),
      lessons: lessonNames().map((name) => loadLesson(name)),
      answers: new Answers(tally),
      marks: new Marks(),
      signal: stop.signal,
    });
    lab.onDeath = (how) => {
      tally.problem(`the lab died by itself, with ${how}`);
      life.troubles
        .during('lab', () => lab.start())
        .catch(({ message }: Error) => tally.problem(message));
    };
    await lab.start();
    stop.signal.throwIfAborted();
    say('lab', `http://localhost:${lab.port}/, services ${provider.way}`);
    const warm = await live(life, bounds);
    stop.signal.throwIfAborted();
    say('looking', 'at what is left');
    const memory = await verify(life, warm, giveBack);
    return {
      seed: bounds.seed,
      minutes: bounds.milliseconds / 60_000,
      way: provider.way,
      ...{ counts: tally.counts, memory },
      ...{ problems: tally.problems, notes: tally.notes },
    };
  } finally {
    await lab.kill();
    await giveBack();
    await provider.down();
    await endAll(place); // what a killed lab had started may write until then
    place.remove();
    stop.forget();
  }
}
