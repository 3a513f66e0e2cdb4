'use strict';
const path = require('node:path');
const { fileURLToPath, pathToFileURL } = require('node:url');

let folder;

/**
 * Whether a file is the example's own: it lies where the program does. What
 * the example borrows lies in a folder beside or below.
 */
function isOwn(file) {
  // It is not known before the program is.
  folder ??= `${pathToFileURL(path.dirname(process.argv[1])).href}/`;
  return file.startsWith(folder) && !file.includes('/', folder.length);
}

/** Deep enough for an ORM between the example and the socket. */
const FRAMES = 100;

/**
 * The line of the example that is running, or that waits for what is: an
 * `await` is seen through, and so is a module that the example borrows.
 * Nothing when neither is on the stack.
 */
function here() {
  if (call.enough) return undefined;
  if (call.locate) return call.locate();
  const { prepareStackTrace, stackTraceLimit } = Error;
  Error.prepareStackTrace = (_, sites) => sites;
  Error.stackTraceLimit = FRAMES;
  const holder = {};
  Error.captureStackTrace(holder, here);
  const sites = holder.stack;
  Error.prepareStackTrace = prepareStackTrace;
  Error.stackTraceLimit = stackTraceLimit;
  for (const site of sites) {
    const file = site.getFileName();
    if (!file || !isOwn(file)) continue;
    return { file: fileURLToPath(file), line: site.getLineNumber() };
  }
  return undefined;
}

/** What is known of the bytes that are written next. */
const call = {
  /** Whether lines are no longer of use. */
  enough: false,
  /** Says which line is running, where this is not the program of a run. */
  locate: undefined,
  /** The line of a call that is being carried out later. */
  line: undefined,
  /** Parts of one write, each with the line that caused it. */
  parts: [],

  /** Carries out what was called at that line. */
  during(line, work) {
    const before = call.line;
    call.line = line;
    try {
      return work();
    } finally {
      call.line = before;
    }
  },

  /** The parts of a write of so many bytes. */
  pieces(length) {
    const { parts } = call;
    call.parts = [];
    const known = parts.reduce((sum, part) => sum + part.length, 0);
    if (parts.length > 0 && known === length) return parts;
    return [{ length, line: call.line ?? here() }];
  },
};

module.exports = { call, here };
