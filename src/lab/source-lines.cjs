'use strict';
// Loaded into every program of a run, before its own first line. Tells the
// lab, on file descriptor 4, which line of the example caused which bytes:
//
//   {"port":…,"at":…,"length":…,"file":…,"line":…}       so many bytes
//   {"port":…,"channel":…,"index":…,"file":…,"line":…}   an AMQP method
//
// `port` is the connection's own, `at` its bytes until then. A note is sent
// before the bytes are, so the lab has it when they come. Where the line is
// not certain, nothing is noted: a client that sends later than it is called
// has a file beside this one, which knows the call.
const { writeSync } = require('node:fs');
const Module = require('node:module');
const { Duplex } = require('node:stream');
const { Socket } = require('node:net');
const { call, here } = require('./source-lines/call.cjs');

const NOTES = 4;
/** As many as a run keeps messages. */
let left = 2000;
let send = (text) => writeSync(NOTES, text);

/**
 * Sends notes elsewhere, and has another function say which line is running:
 * for a process that is not the program of a run.
 */
exports.noteTo = (write, locate) => {
  send = write;
  call.locate = locate;
};

/** Sends a note, as soon as the connection has a port. */
function note(socket, what, line) {
  if (!line || left <= 0) return;
  if (socket.connecting) {
    socket.prependOnceListener('connect', () => note(socket, what, line));
    return;
  }
  left--;
  if (left === 0) call.enough = true;
  const text = JSON.stringify({ port: socket.localPort, ...what, ...line });
  try {
    send(`${text}\n`);
  } catch {
    left = 0; // the lab is gone
  }
}

function noteWrite(socket, chunk, encoding) {
  // Not for what is no TCP connection: output is a socket as well.
  if (left <= 0 || !(socket.connecting || socket.remotePort)) return;
  const length =
    typeof chunk === 'string'
      ? Buffer.byteLength(chunk, encoding)
      : chunk.byteLength;
  let at = socket.bytesWritten;
  for (const piece of call.pieces(length)) {
    note(socket, { at, length: piece.length }, piece.line);
    at += piece.length;
  }
}

Socket.prototype.write = function (chunk, encoding, callback) {
  noteWrite(this, chunk, typeof encoding === 'string' ? encoding : undefined);
  return Duplex.prototype.write.call(this, chunk, encoding, callback);
};

const { end } = Socket.prototype;
Socket.prototype.end = function (chunk, encoding, callback) {
  if (chunk && typeof chunk !== 'function') {
    noteWrite(this, chunk, typeof encoding === 'string' ? encoding : undefined);
  }
  return end.call(this, chunk, encoding, callback);
};

const CLIENTS = ['amqplib', 'ioredis', 'memjs', 'pg'];
const watched = CLIENTS.map((name) => require(`./source-lines/${name}.cjs`));

const load = Module._extensions['.js'];
Module._extensions['.js'] = function (module, filename) {
  load.call(this, module, filename);
  const [, inside] = filename.split(
    /[/\\]node_modules[/\\](?!.*[/\\]node_modules[/\\])/,
  );
  if (!inside) return;
  const file = inside.replaceAll('\\', '/');
  for (const files of watched) {
    if (Object.hasOwn(files, file))
      files[file](module.exports, { call, here, note });
  }
};
