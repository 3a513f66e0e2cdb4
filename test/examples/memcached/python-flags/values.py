"""Values that python-memcached stores and reads; see python-flags.test.ts.

    python3 values.py store HOST:PORT   stores each, and prints what the server
                                        then has: flags, and bytes as base64
    python3 values.py read HOST:PORT    prints what each is to Python

The first one makes stored.json, with the package of Debian (1.59):

    python3 values.py store localhost:11211 > stored.json
"""
import base64
import json
import socket
import sys

import memcache

VALUES = {
    "text": "café",
    "text empty": "",
    "text of json": '{"price": 4.2}',
    "text long": "tea " * 100,
    "bytes": b"\xff\x00\xd8",
    "bytes of text": "café".encode(),
    "bytes long": b"tea " * 100,
    "integer": 7,
    "integer zero": 0,
    "integer negative": -7,
    "integer of 64 bits": 2**64,
    "integer long": 10**150,
    "pickle of a dict": {"price": 4.2},
    "pickle of None": None,
    "pickle of True": True,
    "pickle of a float": 4.2,
    "pickle long": ["tea " * 100],
}
COMPRESS_FROM = 100


def key_of(name):
    return name.replace(" ", "-")


def raw(server, key):
    """Flags and bytes, past the package."""
    host, port = server.split(":")
    with socket.create_connection((host, int(port))) as connection:
        connection.sendall(b"get %s\r\n" % key.encode())
        reply = connection.makefile("rb")
        _, _, flags, length = reply.readline().split()
        data = reply.read(int(length))
    return {"flags": int(flags), "data": base64.b64encode(data).decode()}


def store(server):
    client = memcache.Client([server])
    stored = {}
    for name, value in VALUES.items():
        client.set(key_of(name), value, min_compress_len=COMPRESS_FROM)
        stored[name] = raw(server, key_of(name))
    return stored


def seen(client, name):
    try:
        value = client.get(key_of(name))
    except ValueError as error:
        return f"ValueError: {error}"
    return "the same" if same(value, VALUES.get(name)) else repr(value)


def same(value, expected):
    return type(value) is type(expected) and value == expected


def read(server):
    client = memcache.Client([server])
    names = [name for name in VALUES if not name.startswith("pickle")]
    return {name: seen(client, name) for name in [*names, "object"]}


if __name__ == "__main__":
    commands = {"store": store, "read": read}
    print(json.dumps(commands[sys.argv[1]](sys.argv[2]), indent=2))
