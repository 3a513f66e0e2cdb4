'use strict';
// What is called before the connection is there is written when it is.
module.exports = {
  'memjs/lib/memjs/server.js'({ Server: { prototype } }, { call, here }) {
    const { sock } = prototype;
    prototype.sock = function (sasl, go) {
      const line = here();
      return sock.call(this, sasl, (socket) =>
        call.during(line, () => go(socket)),
      );
    };
  },
};
