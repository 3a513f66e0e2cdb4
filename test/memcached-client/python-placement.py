"""Where python-memcached places keys: writes python-placement.json.

Needs python-memcached (Debian: python3-memcache). No server is asked:
connect() is answered here. Run: python3 test/memcached-client/python-placement.py
"""

import json
import pathlib
import random

import memcache


def servers_of(client, keys, dead):
    for index, server in enumerate(client.servers):
        server.connect = lambda index=index: 0 if index in dead else 1
    placed = []
    for key in keys:
        name = (key[0], key[1]) if isinstance(key, list) else key
        server, _ = client._get_server(client._encode_key(name))
        placed.append(client.servers.index(server) if server else None)
    return placed


random.seed(9)
letters = "abcdefghijklmnopqrstuvwxyz0123456789:-_.éß日本"
keys = [
    "".join(random.choices(letters, k=random.randint(1, 40))) for _ in range(300)
]
# CRC-32 gives these 0 in the bits that count, and python-memcached 1 ("or 1").
keys += ["user:28063", "user:41762", "user:55108"]
keys += ["a" * 250, "x"]
# (hash, key): the hash decides.
keys += [[hash, f"user:{hash}"] for hash in (0, 1, 2, 41, 32767, 1000000007)]

cases = []
for weights in ([1], [1, 1], [1, 1, 1], [1, 2, 5], [3, 1, 1, 2]):
    for dead in ([], [0], [0, 1], list(range(len(weights)))):
        servers = [(f"host-{i}:11211", w) for i, w in enumerate(weights)]
        client = memcache.Client(servers)
        cases.append(
            {
                "weights": weights,
                "dead": dead,
                "servers": servers_of(client, keys, dead),
            }
        )

path = pathlib.Path(__file__).with_suffix(".json")
made = {"python-memcached": memcache.__version__, "keys": keys, "cases": cases}
path.write_text(json.dumps(made, ensure_ascii=False) + "\n", encoding="utf8")
