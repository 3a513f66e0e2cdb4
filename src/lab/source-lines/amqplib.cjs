'use strict';
// amqplib gathers what is sent and writes it later, channel by channel. What
// is certain is which method of its channel a call has sent, counted from 0.
const counts = new WeakMap();
// A method that waits for the reply to the one before it.
const lines = new WeakMap();

/** Counts a method of a channel, and notes it, once it was sent. */
function sent(connection, channel, line, note, send) {
  const channels = counts.get(connection) ?? new Map();
  counts.set(connection, channels);
  const index = channels.get(channel) ?? 0;
  const tell = () => note(connection.stream, { channel, index }, line);
  // Channel 0 is written at once. Others are written in a later turn, so
  // what amqplib refuses to send is not noted.
  if (channel === 0) tell();
  const result = send();
  channels.set(channel, index + 1);
  if (channel !== 0) tell();
  return result;
}

module.exports = {
  'amqplib/lib/connection.js'({ Connection: { prototype } }, { here, note }) {
    const { sendMethod, sendMessage } = prototype;
    prototype.sendMethod = function (channel, method, fields) {
      const line = lines.get(fields) ?? here();
      return sent(this, channel, line, note, () =>
        sendMethod.call(this, channel, method, fields),
      );
    };
    prototype.sendMessage = function (channel, ...rest) {
      return sent(this, channel, here(), note, () =>
        sendMessage.call(this, channel, ...rest),
      );
    };
  },
  'amqplib/lib/channel.js'({ Channel: { prototype } }, { here }) {
    const { sendOrEnqueue } = prototype;
    prototype.sendOrEnqueue = function (method, fields, reply) {
      const line = here();
      if (line) lines.set(fields, line);
      return sendOrEnqueue.call(this, method, fields, reply);
    };
  },
};
