# SPDX-License-Identifier: Apache-2.0
"""Which pods there are, what they answer, and whom they call: the demo mesh as data."""

import random
import string
import uuid
from dataclasses import dataclass, field

# The letters of Kubernetes' own name generator: what looks like a pod's name there must look like one here.
SAFE = "bcdfghjklmnpqrstvwxz2456789"


@dataclass
class Workload:
    """A workload: its pods are alike.

    server: "traffic", "nginx", "redis" or "postgres". replaced_every: seconds after which its pod makes way for a new one, 0 for never.
    lossy: packets that its pods send are lost on the way, one in so many, 0 for none.
    closed: a port whose packets a firewall drops without a word, 0 for none. narrow: packets to its pods that have so many bytes or more never
    arrive, as on a path with a smaller MTU than the ends believe, 0 for none. impatient: its pods' kernels give up after few retries,
    within some seconds. All of these lose IPv4 alone.
    """

    namespace: str
    name: str
    kind: str = "Deployment"
    replicas: int = 1
    server: str = "traffic"
    serve: list = field(default_factory=list)
    calls: list = field(default_factory=list)
    replaced_every: int = 0
    lossy: int = 0
    closed: int = 0
    narrow: int = 0
    impatient: bool = False
    qos: str = "burstable"


def http(port, **more):
    return {"port": port, **more}


def call(to, port, rate, kind="http", **more):
    return {"to": to, "port": port, "rate": rate, "kind": kind, **more}


WORKLOADS = [
    Workload("shop", "front", replicas=2, serve=[http(8080)],
             calls=[call("api", 8080, 12, size=900), call("web", 80, 6, size=0)]),
    Workload("shop", "web", replicas=2, server="nginx"),
    Workload("shop", "api", replicas=2, serve=[http(8080)],
             calls=[call("cart", 8080, 8, size=400), call("checkout", 8080, 3, size=700), call("recommendations", 8080, 2, size=3000, callers=2),
                    call("search", 9200, 6, kind="keep-alive", size=2000, family=6)]),
    Workload("shop", "cart", replicas=2, serve=[http(8080)], calls=[call("redis", 6379, 15, kind="redis", size=600)]),
    Workload("shop", "checkout", serve=[http(8080)],
             calls=[call("orders-db", 5432, 8, kind="postgres", size=1200), call("payments", 8080, 4, size=300),
                    call("payments", 8443, 20), call("203.0.113.7", 443, 0.5)]),
    Workload("shop", "payments", serve=[http(8080, reset_every=5)]),
    Workload("shop", "recommendations", serve=[http(8080, delay=0.3, serial=True, backlog=1)], calls=[call("redis", 6379, 4, kind="redis", size=200)]),
    Workload("data", "redis", kind="StatefulSet", server="redis", qos="guaranteed"),
    Workload("data", "orders-db", kind="StatefulSet", server="postgres", qos="guaranteed"),
    Workload("data", "search", kind="StatefulSet", replicas=2, serve=[http(9200, kind="keep-alive", family=6), http(9300, kind="keep-alive")],
             calls=[]),
    Workload("data", "indexer", calls=[call("search", 9300, 25, kind="keep-alive", size=6000)], lossy=10, qos="besteffort"),
    Workload("platform", "prober", kind="DaemonSet", calls=[call("front", 8080, 30, size=100), call("web", 80, 10, size=0)], qos="besteffort"),
    Workload("platform", "metrics", replicas=1, serve=[http(9090)],
             calls=[call("front", 8080, 0.5), call("cart", 8080, 0.5), call("payments", 8080, 0.5), call("archive", 9100, 0.5),
                    call("collector", 4318, 2, size=5000)]),
    Workload("platform", "collector", serve=[http(4318)]),
    Workload("platform", "logs", kind="DaemonSet", replicas=2, calls=[call("collector", 4318, 6, size=20000)], qos="besteffort"),
    Workload("data", "archive", serve=[http(8730), http(9100)], closed=8730),
    Workload("data", "tunnel", serve=[http(8740, patience=10)], narrow=1000),
    Workload("platform", "backup", impatient=True, qos="besteffort",
             calls=[call("archive", 8730, 0.5, callers=2), call("tunnel", 8740, 0.5, kind="upload", size=1200)]),
    Workload("platform", "batch", calls=[call("api", 8080, 5, size=50)], replaced_every=12, qos="besteffort"),
]

# Outside the mesh: an ordinary process of this machine, in no pod.
OUTSIDE = [call("front", 8080, 4, size=250)]


class Names:
    """Names and ids as Kubernetes makes them, from a fixed seed, so that two runs look alike; UIDs are new each time."""

    def __init__(self, seed=7):
        self.random = random.Random(seed)
        self.hashes = {}

    def letters(self, count):
        return "".join(self.random.choice(SAFE) for _ in range(count))

    def pod(self, workload, ordinal):
        if workload.kind == "StatefulSet":
            return f"{workload.name}-{ordinal}"
        if workload.kind == "DaemonSet":
            return f"{workload.name}-{self.letters(5)}"
        self.hashes.setdefault(workload.name, self.letters(9))
        return f"{workload.name}-{self.hashes[workload.name]}-{self.letters(5)}"

    @staticmethod
    def uid():
        return str(uuid.uuid4())

    @staticmethod
    def container_id():
        return "".join(random.choice(string.hexdigits[:16]) for _ in range(64))
