// Takes a lease, prints it as JSON, and keeps it: take-lease.ts ROOT SERVICE…
import type { Service } from '../../../src/services/service.ts';
import { openServices } from '../../../src/services/services.ts';

const [root, ...names] = process.argv.slice(2);
const services = await openServices({ root });
console.log(JSON.stringify(await services.lease(names as Service[])));
setInterval(() => {}, 1e6);
