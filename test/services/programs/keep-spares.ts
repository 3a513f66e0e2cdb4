// Keeps spare databases until it is killed: keep-spares.ts ROOT
import { openServices } from '../../../src/services/services.ts';

const [root] = process.argv.slice(2);
(await openServices({ root })).keepSpares();
console.log('kept');
setInterval(() => {}, 1e6);
