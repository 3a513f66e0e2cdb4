import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { parseArgs } from 'node:util';
import { dev as astroDev } from 'astro';
import { projectFolder } from '../course/project.ts';
import { labHandler } from '../lab/handler.ts';
import { SERVICES } from '../services/service.ts';
import { openServices } from '../services/services.ts';
import { showProgress, stepLine } from './show-progress.ts';
import { untilStopped } from './until-stopped.ts';

/** `npm run dev [-- --port N]`: Astro's dev server with the lab in it. */
export async function dev(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { port: { type: 'string', default: '4321' } },
  });
  const stopped = untilStopped();
  const services = await openServices();
  const release = await services.hold();
  const token = randomBytes(24).toString('base64url');
  process.env.LAB_TOKEN = token;
  const lab = labHandler({ services, token });
  try {
    await services.up(SERVICES, showProgress(process.stdout));
    if (stopped.already()) return 0;
    const labFirst = (
      request: IncomingMessage,
      response: ServerResponse,
      next: () => void,
    ) => {
      if (request.url?.startsWith('/lab/')) void lab(request, response);
      else next();
    };
    const server = await astroDev({
      root: projectFolder,
      server: { host: '127.0.0.1', port: Number(values.port) },
      vite: {
        plugins: [
          {
            name: 'roundtrip:lab',
            // Before Astro's own handlers, which answer every address.
            configureServer({ middlewares }) {
              return () => {
                middlewares.stack.unshift({ route: '', handle: labFirst });
              };
            },
          },
        ],
      },
    });
    process.stdout.write(
      stepLine(
        'ready',
        `http://localhost:${server.address.port}/   (Ctrl-C stops)`,
      ),
    );
    await stopped.signal;
    await server.stop();
    return 0;
  } finally {
    await release();
  }
}
