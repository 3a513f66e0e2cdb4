'use strict';
// Loaded into every program of a run, before its own first line.
//
// A process is started before it is known what it will run, so that the
// start of Node and of the libraries is over when somebody presses Run. It
// waits here, in a read that blocks: nothing of the program's own time, no
// timer and no handle, is spent. When the lab dies, the read ends.
const fs = require('node:fs');
const Module = require('node:module');

const LAB = 3;

// The first use of these costs more than all that follow.
Module.stripTypeScriptTypes?.('let warm: 1');
for (const library of process.argv.slice(2)) {
  try {
    require(library);
  } catch {
    // The program's own import will say what is wrong.
  }
}

fs.writeSync(LAB, '.');
const chunks = [];
for (;;) {
  const chunk = Buffer.alloc(4096);
  const length = fs.readSync(LAB, chunk);
  if (length === 0) break;
  chunks.push(chunk.subarray(0, length));
}
fs.closeSync(LAB);
if (chunks.length === 0) process.exit(0);

const { file, args, environment } = JSON.parse(
  Buffer.concat(chunks).toString(),
);
Object.assign(process.env, environment);
process.argv.splice(1, Infinity, file, ...args);

// What Node calls next, with the main program of its command line.
const { runMain } = Module;
Module.runMain = () => {
  Module.runMain = runMain;
  runMain(file);
};
