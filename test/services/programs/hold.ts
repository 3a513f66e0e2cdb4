// Holds the services until it is killed: hold.ts ROOT
import { openServices } from '../../../src/services/services.ts';

const [root] = process.argv.slice(2);
await (await openServices({ root })).hold();
console.log('held');
setInterval(() => {}, 1e6);
