'use strict';
// Loaded into every program of a run, before its own first line.
//
// Node writes to a pipe in the background: what is pending when a program
// calls process.exit would be lost, and a program that prints without end
// would grow instead of waiting for the reader. A terminal blocks as well.
for (const stream of [process.stdout, process.stderr]) {
  stream._handle?.setBlocking?.(true);
}
