import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { dev as astroDev } from 'astro';
import { projectFolder } from '../course/project.ts';
import { labHandler } from '../lab/handler.ts';
import type { Provider } from '../services/service.ts';
import { portFrom } from './port.ts';
import { readArguments } from './read-arguments.ts';
import { serveUntilStopped, step } from './serve-until-stopped.ts';

/** `npm run dev [-- --port N]`: Astro's dev server with the lab in it. */
export async function dev(args: string[]): Promise<number> {
  const { values } = readArguments('dev', {
    args,
    options: { port: { type: 'string' } },
  });
  const port = portFrom(values.port);
  return serveUntilStopped({ open: (services) => openDev(services, port) });
}

async function openDev(
  services: Provider,
  port: number,
): Promise<() => Promise<void>> {
  const token = randomBytes(24).toString('base64url');
  process.env.LAB_TOKEN = token;
  const lab = labHandler({ services, token });
  const labFirst = (
    request: IncomingMessage,
    response: ServerResponse,
    next: () => void,
  ) => {
    if (request.url?.startsWith('/lab/')) lab.handle(request, response);
    else next();
  };
  const server = await astroDev({
    root: projectFolder,
    server: { host: '127.0.0.1', port },
    vite: {
      // The pages hold the lab's token: no other origin may read them.
      server: { cors: false },
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
  step('ready', `http://localhost:${server.address.port}/   (Ctrl-C stops)`);
  return async () => {
    await server.stop();
    await lab.idle();
  };
}
