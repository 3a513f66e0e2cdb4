import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { SERVICES, type Service } from '../service.ts';

const FILE = join(resolve(import.meta.dirname, '../../..'), 'compose.yaml');

/** What a call of docker gave; `code` is 0 when all went well. */
export interface Said {
  code: number;
  out: string;
  err: string;
}

/** A container of ours. */
export interface Container {
  service: Service;
  /** In docker's words: `Up 3 seconds (healthy)`, `Exited (1) 5 seconds ago`. */
  status: string;
}

/** The variables of compose.yaml. */
export interface ComposeVariables {
  ports: Record<string, number>;
  password: string;
}

/** Calls `docker compose` for one project; never rejects. */
export async function compose(
  project: string,
  variables: ComposeVariables | undefined,
  ...args: string[]
): Promise<Said> {
  const env = { ...process.env };
  for (const [name, port] of Object.entries(variables?.ports ?? {})) {
    env[`ROUNDTRIP_${name.toUpperCase()}_PORT`] = String(port);
  }
  if (variables) {
    env.ROUNDTRIP_PASSWORD = variables.password;
    env.ROUNDTRIP_POSTGRES_AUTH = 'scram-sha-256';
  }
  return docker(['compose', '-p', project, '-f', FILE, ...args], env);
}

/**
 * The containers of the project, also those that have ended. Asked of docker
 * itself: the compose plugin takes four times as long.
 */
export async function containers(project: string): Promise<Container[]> {
  const { out } = await docker([
    ...['ps', '-a', '--filter', `label=com.docker.compose.project=${project}`],
    ...['--format', '{{.Label "com.docker.compose.service"}} {{.Status}}'],
  ]);
  return out.split('\n').flatMap((line) => {
    const [name, ...status] = line.split(' ');
    const service = SERVICES.find((known) => known === name);
    return service ? [{ service, status: status.join(' ') }] : [];
  });
}

/** The image that compose.yaml names for a service. */
export function imageOf(service: Service): string {
  const { services } = parse(readFileSync(FILE, 'utf8')) as {
    services: Record<Service, { image: string }>;
  };
  return services[service].image;
}

/** Calls `docker`; never rejects. */
export async function docker(
  args: string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<Said> {
  return new Promise((done) => {
    execFile('docker', args, { env, maxBuffer: 16e6 }, (error, out, err) =>
      done({
        code: error ? Number(error.code) || 1 : 0,
        out,
        err: err || error?.message || '',
      }),
    );
  });
}
