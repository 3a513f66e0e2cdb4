'use strict';
const { AsyncLocalStorage, AsyncResource } = require('node:async_hooks');

// A query waits for its turn, and for a connection of the pool.
const lines = new WeakMap();
const pooled = new AsyncLocalStorage();

module.exports = {
  'pg/lib/client.js'({ prototype }, { call, here }) {
    const { query } = prototype;
    prototype.query = function (...args) {
      const line = here() ?? pooled.getStore();
      const result = call.during(line, () => query.apply(this, args));
      const last = this._queryQueue?.at(-1);
      if (last && !lines.has(last)) lines.set(last, line);
      return result;
    };
  },
  'pg/lib/query.js'({ prototype }, { call }) {
    const { submit } = prototype;
    prototype.submit = function (connection) {
      const line = lines.get(this) ?? call.line;
      return call.during(line, () => submit.call(this, connection));
    };
  },
  'pg-pool/index.js'({ prototype }, { here }) {
    const { query, connect } = prototype;
    prototype.query = function (...args) {
      return pooled.run(here(), () => query.apply(this, args));
    };
    // It is called back from where another client is given back.
    prototype.connect = function (callback) {
      const bound = callback && AsyncResource.bind(callback);
      return connect.call(this, bound);
    };
  },
};
