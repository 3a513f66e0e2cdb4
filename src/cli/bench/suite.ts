import { projectFolder } from '../../course/project.ts';
import type { Rig } from './rig.ts';
import { atMost, row, type Row } from './row.ts';
import { timed } from './timed-process.ts';

/** All of `npm test`, once, after what it installs. */
export async function measureSuite({ signal }: Rig): Promise<Row[]> {
  const env = { ...process.env, NO_COLOR: '1' };
  const options = { cwd: projectFolder, env, signal };
  const { ended, output } = await timed('npm', ['test'], options);
  const counts = /^\d+ passed, \d+ failed.*$/m.exec(output)?.[0] ?? '';
  const seconds = ended / 1000;
  return [
    row(`npm test: ${counts}`, 's', [seconds], { limits: [atMost(240)] }),
  ];
}
