// A lab as `npm start` has it, but for the site and its folders.
import { startLab } from '../../lab/server.ts';
import type { Service } from '../../services/service.ts';
import { expectedError } from '../expected-error.ts';
import { serveUntilStopped, step } from '../serve-until-stopped.ts';

/** What it is told by its first argument. */
export interface LabApart {
  port: number;
  dist: string;
  workbook: string;
  services: Service[];
}

const wanted = JSON.parse(process.argv[2]!) as LabApart;
try {
  process.exitCode = await serveUntilStopped({
    services: wanted.services,
    async open(services) {
      const lab = await startLab({ ...wanted, services });
      step('ready', lab.url);
      return () => lab.close();
    },
  });
} catch (error) {
  console.error(expectedError(error));
  process.exitCode = 1;
}
