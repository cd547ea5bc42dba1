#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A small service: answers on some ports, calls others, and counts at the socket what it did.

    traffic.py CONFIG.json TRUTH.json

It calls until SIGUSR1; then it closes its connections in order, writes its truth, and goes on to answer until SIGTERM. The truth is the
witness that the agent's figures are compared with, so nothing here knows the agent.
"""

import errno
import json
import os
import signal
import socket
import struct
import sys
import threading
import time

stopping = threading.Event()
# Where struct tcp_info (linux/tcp.h) has tcpi_bytes_acked, and how much of it is read for that.
BYTES_ACKED, BYTES_ACKED_END = 120, 128


class Truth:
    """What this program did, for each address and port that it called."""

    def __init__(self):
        self.lock = threading.Lock()
        self.rows = {}

    def add(self, host, port, **counts):
        with self.lock:
            row = self.rows.setdefault(f"{host} {port}", {"address": host, "port": port, "opened": 0, "bytesSent": 0, "bytesUndelivered": 0,
                                                          "bytesReceived": 0, "failures": {}})
            for name, count in counts.items():
                if name in row:
                    row[name] += count
                else:
                    row["failures"][name] = row["failures"].get(name, 0) + count

    def write(self, path):
        with self.lock:
            rows = list(self.rows.values())
        with open(path + ".part", "w") as file:
            json.dump(rows, file)
        os.rename(path + ".part", path)


truth = Truth()


class Connection:
    """A connection whose bytes are counted. None of its payload is left unread when it closes, so that both sides count the same."""

    def __init__(self, host, port):
        self.host, self.port = host, port
        self.socket = socket.create_connection((host, port), timeout=20)
        # A slow answer is waited for: a program that gave up could not say what the other side has counted.
        self.socket.settimeout(None)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        truth.add(host, port, opened=1)

    def was_established(self):
        """Whether the peer ever answered, by the kernel's own account: a SYN that was acknowledged counts as one byte."""
        state = self.socket.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, BYTES_ACKED_END)
        return struct.unpack_from("=Q", state, BYTES_ACKED)[0] > 0

    def send(self, data):
        self.socket.sendall(data)
        truth.add(self.host, self.port, bytesSent=len(data))

    def receive(self, most=65536):
        data = self.socket.recv(most)
        truth.add(self.host, self.port, bytesReceived=len(data))
        return data

    def receive_exactly(self, count):
        data = b""
        while len(data) < count:
            more = self.receive(count - len(data))
            if not more:
                raise ConnectionError("the other side closed early")
            data += more
        return data

    def receive_until(self, end):
        data = b""
        while not data.endswith(end):
            more = self.receive(65536)
            if not more:
                raise ConnectionError("the other side closed early")
            data += more
        return data

    def receive_all(self):
        while self.receive():
            pass

    def close(self):
        self.socket.close()


def failed(host, port, error):
    """The name that the model has for a failure to connect."""
    if isinstance(error, ConnectionRefusedError):
        truth.add(host, port, refused=1)
    elif isinstance(error, TimeoutError):
        # The kernel's time-out has a number; without one it was this program that gave up.
        truth.add(host, port, **{"timedOut" if error.errno else "abandoned": 1})
    elif isinstance(error, OSError) and error.errno in (101, 112, 113):
        truth.add(host, port, unreachable=1)
    else:
        raise error


def broke(connection, error):
    """Counts a connection that failed after connect() had said that it was there."""
    host, port = connection.host, connection.port
    if error.errno in (errno.ECONNRESET, errno.EPIPE):
        truth.add(host, port, reset=1)
    elif error.errno not in (errno.ETIMEDOUT, errno.EHOSTUNREACH, errno.ENETUNREACH):
        raise error
    elif connection.was_established():
        truth.add(host, port, lost=1)
    else:
        # What a router answers to the SYN may come so late that connect() has looked already, and only the next call hears of it.
        truth.add(host, port, opened=-1)
        failed(host, port, error)


def upload(connection, size):
    """Sends one large segment, which is lost on the way however often it is sent again, until the kernel gives up."""
    connection.send(b"u" * size)
    try:
        connection.receive_exactly(1)
    except OSError:
        truth.add(connection.host, connection.port, bytesUndelivered=size)
        raise


def http(connection, size):
    connection.send(b"GET /%d HTTP/1.1\r\nHost: mesh\r\nConnection: close\r\n\r\n" % size)
    connection.receive_all()


def keep_alive(connection, size):
    connection.send(struct.pack("!II", 64, size) + b"q" * 64)
    connection.receive_exactly(size)


def redis(connection, size):
    # A key for each size: two callers that share a key but not a size would read each other's value, and wait for ever for the rest.
    key, value = b"cart:%d" % size, b"v" * size
    connection.send(b"*3\r\n$3\r\nSET\r\n$%d\r\n%s\r\n$%d\r\n%s\r\n" % (len(key), key, size, value))
    connection.receive_until(b"+OK\r\n")
    connection.send(b"*2\r\n$3\r\nGET\r\n$%d\r\n%s\r\n" % (len(key), key))
    connection.receive_exactly(len(b"$%d\r\n" % size) + size + 2)


def postgres_start(connection):
    words = b"user\0mesh\0database\0postgres\0\0"
    connection.send(struct.pack("!II", len(words) + 8, 196608) + words)
    postgres_ready(connection)


def postgres_ready(connection):
    while True:
        kind = connection.receive_exactly(1)
        length = struct.unpack("!I", connection.receive_exactly(4))[0]
        connection.receive_exactly(length - 4)
        if kind == b"E":
            raise ConnectionError("PostgreSQL reported an error")
        if kind == b"Z":
            return


def postgres(connection, size):
    query = b"SELECT repeat('r', %d)\0" % size
    connection.send(b"Q" + struct.pack("!I", len(query) + 4) + query)
    postgres_ready(connection)


KEPT = {"keep-alive": keep_alive, "redis": redis, "postgres": postgres}


def call(spec):
    """One caller: so many calls a second, to each of its hosts in turn, on new connections or on kept ones."""
    kept = {}
    turn = 0
    pause = 1.0 / spec["rate"]
    following = time.monotonic()
    while not stopping.is_set():
        host = spec["hosts"][turn % len(spec["hosts"])]
        turn += 1
        one_call(spec, host, kept)
        following = max(following + pause, time.monotonic())
        stopping.wait(following - time.monotonic())
    for connection in kept.values():
        if spec["kind"] == "postgres":
            connection.send(b"X\0\0\0\4")
        connection.close()


def one_call(spec, host, kept):
    port, kind = spec["port"], spec["kind"]
    connection = kept.get(host)
    if connection is None:
        try:
            connection = Connection(host, port)
        except OSError as error:
            failed(host, port, error)
            return
        if kind in KEPT:
            kept[host] = connection
            if kind == "postgres":
                postgres_start(connection)
    try:
        if kind in KEPT:
            KEPT[kind](connection, spec.get("size", 200))
        elif kind == "upload":
            upload(connection, spec["size"])
            connection.close()
        else:
            http(connection, spec.get("size", 200))
            connection.close()
    except OSError as error:
        kept.pop(host, None)
        broke(connection, error)
        connection.close()


def serve(spec):
    family = socket.AF_INET6 if spec.get("family") == 6 else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("::" if family == socket.AF_INET6 else "0.0.0.0", spec["port"]))
    listener.listen(spec.get("backlog", 256))
    count = 0
    while True:
        client, _ = listener.accept()
        count += 1
        reset = spec.get("reset_every", 0) and count % spec["reset_every"] == 0
        if spec.get("serial"):
            answer(client, spec, reset)
        else:
            threading.Thread(target=answer, args=(client, spec, reset), daemon=True).start()


def answer(client, spec, reset):
    with client:
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        # One whose request is lost on the way never says that it has given up.
        client.settimeout(spec.get("patience"))
        try:
            if spec.get("kind") == "keep-alive":
                while True:
                    head = exactly(client, 8)
                    if not head:
                        return
                    length, size = struct.unpack("!II", head)
                    exactly(client, length)
                    time.sleep(spec.get("delay", 0))
                    client.sendall(b"a" * size)
            request = b""
            while not request.endswith(b"\r\n\r\n"):
                more = client.recv(4096)
                if not more:
                    return
                request += more
            time.sleep(spec.get("delay", 0))
            if reset:
                client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                return
            size = int(request.split(b" ", 2)[1].strip(b"/") or b"0")
            client.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\nConnection: close\r\n\r\n" % size + b"b" * size)
        except (ConnectionError, TimeoutError):
            pass  # the client's own truth has it


def exactly(client, count):
    data = b""
    while len(data) < count:
        more = client.recv(count - len(data))
        if not more:
            return b""
        data += more
    return data


def broken(problem):
    """A thread that ends by an error ends the program: what it did not do would else be missing in silence."""
    threading.__excepthook__(problem)
    sys.stderr.flush()
    os._exit(1)


def main():
    threading.excepthook = broken
    with open(sys.argv[1]) as file:
        config = json.load(file)
    ended = threading.Event()
    signal.signal(signal.SIGUSR1, lambda *_: stopping.set())
    signal.signal(signal.SIGTERM, lambda *_: ended.set())
    threading.stack_size(256 * 1024)
    for spec in config.get("serve", []):
        threading.Thread(target=serve, args=(spec,), daemon=True).start()
    callers = [threading.Thread(target=call, args=(spec,), daemon=True) for spec in config.get("calls", []) for _ in range(spec.get("callers", 1))]
    ended.wait(config.get("wait", 0))
    for caller in callers:
        caller.start()
    while not stopping.wait(0.5) and not ended.is_set():
        pass
    for caller in callers:
        caller.join()
    truth.write(sys.argv[2])
    while not ended.wait(1):
        pass


main()
