'use strict';
// A command is written when the connection is ready, and many of a pipeline
// in one write: each remembers the line that made it.
const lines = new WeakMap();

function remember({ prototype }, here) {
  const { sendCommand } = prototype;
  prototype.sendCommand = function (command, ...rest) {
    // It is sent again by the client itself, from its queue.
    if (!lines.has(command)) lines.set(command, here());
    return sendCommand.call(this, command, ...rest);
  };
}

module.exports = {
  'ioredis/built/Redis.js': ({ default: Redis }, { here }) =>
    remember(Redis, here),
  'ioredis/built/Pipeline.js': ({ default: Pipeline }, { here }) =>
    remember(Pipeline, here),
  'ioredis/built/Command.js'({ default: { prototype } }, { call }) {
    const { toWritable } = prototype;
    prototype.toWritable = function (socket) {
      const bytes = toWritable.call(this, socket);
      const length = Buffer.byteLength(bytes);
      call.parts.push({ length, line: lines.get(this) });
      return bytes;
    };
  },
};
