// Brings services up as another process would: bring-up.ts ROOT SERVICE…
import type { Service } from '../../../src/services/service.ts';
import { openServices } from '../../../src/services/services.ts';

const [root, ...names] = process.argv.slice(2);
const services = await openServices({ root });
await services.up(names as Service[], ({ service, state }) =>
  console.log(`${service} ${state}`),
);
