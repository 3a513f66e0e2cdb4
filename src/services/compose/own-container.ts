import { setTimeout as sleep } from 'node:timers/promises';
import { ServicesError } from '../services-error.ts';
import { docker } from './engine.ts';

/** Milliseconds for a container to answer; its image is there. */
export const STARTS = 30_000;

/** By this label the containers of a lease are found again. */
const leaseLabel = (id: string) => `roundtrip.lease=${id}`;

/**
 * Starts a container for one lease, which is to go with it.
 * @param args as `docker run` takes them, from the image on
 */
export async function startContainer(
  of: { project: string; id: string; name: string; published?: string },
  ...args: string[]
): Promise<void> {
  const { project, id, name, published } = of;
  const { code, err } = await docker([
    ...['run', '-d', '--name', name, ...labels(project, id)],
    ...(published ? ['-p', published] : []),
    ...args,
  ]);
  if (code !== 0) throw new ServicesError(`\`docker run\` failed:\n${err}`);
}

/** The project's label has `docker compose down` remove it as well. */
function labels(project: string, id: string): string[] {
  const compose = [
    `com.docker.compose.project=${project}`,
    'com.docker.compose.service=server-of-a-lease',
    'com.docker.compose.oneoff=False',
  ];
  return [...compose, leaseLabel(id)].flatMap((each) => ['--label', each]);
}

/**
 * Waits until the server in a container answers. Removes it where it ends
 * first, or never does.
 * @throws {ServicesError} then, with its last words.
 */
export async function untilContainerAnswers(
  name: string,
  answers: () => Promise<boolean>,
): Promise<void> {
  const end = performance.now() + STARTS;
  while (performance.now() < end) {
    if (await answers()) return;
    if (!(await isUp(name))) break;
    await sleep(20);
  }
  const said = await lastWords(name);
  await removeContainer(name);
  throw new ServicesError(`A server did not start. ${said}`);
}

export async function isUp(name: string): Promise<boolean> {
  const format = '{{.State.Running}}';
  const { out } = await docker(['inspect', '--format', format, name]);
  return out.trim() === 'true';
}

/** Where other containers reach it. */
export async function addressInside(name: string): Promise<string> {
  const format = '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}';
  const { out } = await docker(['inspect', '--format', format, name]);
  return out.trim();
}

export async function lastWords(name: string): Promise<string> {
  const { out, err } = await docker(['logs', '--tail', '20', name]);
  return `Its last words:\n${out}${err}`;
}

export async function removeContainer(name: string): Promise<void> {
  await docker(['rm', '--force', name]);
}

/** Removes the containers that a lease has left. */
export async function removeContainersOf(id: string): Promise<void> {
  const { out } = await docker([
    ...['ps', '--all', '--quiet', '--filter', `label=${leaseLabel(id)}`],
  ]);
  const left = out.split('\n').filter(Boolean);
  if (left.length > 0) await docker(['rm', '--force', ...left]);
}
