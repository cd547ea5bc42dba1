# SPDX-License-Identifier: Apache-2.0
"""The mesh on a host: starts the pods of the topology, replaces some, collects the truth."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from cortexmesh import topology
from cortexmesh.host import as_user, run

HERE = Path(__file__).resolve().parent
NGINX = """daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log warn; worker_processes 1; user {user};
events {{ worker_connections 256; }}
http {{ access_log off; client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u;
  scgi_temp_path {folder}/s; server {{ listen 80; location / {{ return 200 "a quiet page of the shop, {padding}"; }} }} }}
"""


class Pod:
    def __init__(self, workload, name, uid):
        self.workload, self.name, self.uid = workload, name, uid
        self.processes = []

    def __str__(self):
        return f"{self.workload.namespace}/{self.name}"


class Mesh:
    def __init__(self, host, say):
        self.host, self.say = host, say
        self.names = topology.Names()
        self.pods = []
        self.gone = []
        self.number = 1
        self.folder = host.folder
        self.pods_root = self.folder / "pods"
        self.logs = self.folder / "logs"
        for folder in (self.pods_root, self.logs, self.folder / "truth", self.folder / "work"):
            folder.mkdir(parents=True, exist_ok=True)
        os.chmod(self.folder, 0o755)

    def start(self):
        self.host.switch()
        # Those that call need the addresses of those that answer: namespaces first, processes then.
        for workload in topology.WORKLOADS:
            for ordinal in range(workload.replicas):
                self.pods.append(self.make(workload, ordinal))
        for pod in sorted(self.pods, key=lambda pod: bool(pod.workload.calls)):
            self.launch(pod)
        self.start_outside()

    def make(self, workload, ordinal):
        pod = Pod(workload, self.names.pod(workload, ordinal), self.names.uid())
        pod.namespace = self.host.namespace(str(self.number))
        pod.v4, pod.v6 = self.host.plug(pod.namespace, self.number)
        pod.index = self.number
        self.number += 1
        (self.pods_root / f"{workload.namespace}_{pod.name}_{pod.uid}").mkdir()
        container = self.names.container_id()
        if workload.namespace == "platform":  # as kubelets with the systemd driver make them
            uid = pod.uid.replace("-", "_")
            qos = "kubepods-" if workload.qos == "guaranteed" else f"kubepods-{workload.qos}-"
            middle = "" if workload.qos == "guaranteed" else f"/kubepods-{workload.qos}.slice"
            path = f"kubepods.slice{middle}/{qos}pod{uid}.slice/cri-containerd-{container}.scope"
        else:
            middle = "" if workload.qos == "guaranteed" else f"/{workload.qos}"
            path = f"kubepods{middle}/pod{pod.uid}/{container}"
        pod.cgroup = self.host.cgroup(path)
        if workload.lossy:
            self.lose(pod, "ingress", one_in=workload.lossy)
        if workload.closed:
            self.lose(pod, "egress", port=workload.closed)
        if workload.narrow:
            self.lose(pod, "egress", least_bytes=workload.narrow)
        if workload.impatient:
            for setting, retries in (("tcp_syn_retries", 1), ("tcp_retries2", 3)):
                self.host.setting(pod.namespace, f"net/ipv4/{setting}", retries)
        return pod

    def lose(self, pod, way, one_in=1, least_bytes=0, port=0):
        """Loses one packet in so many, by a small eBPF program at tc, as this kernel may have no netem: "ingress" those that the pod
        sends, "egress" those that it would receive. Only such with so many bytes, or to that port.

        At the switch's end of the pod's cable: what the pod's own queue dropped would be no loss on the way, and no retransmission.
        """
        compiled = self.folder / "work" / f"loss-{one_in}-{least_bytes}-{port}.o"
        if not compiled.exists():
            run("clang", "-O2", "-g", "-target", "bpf", f"-DONE_IN={one_in}", f"-DLEAST_BYTES={least_bytes}", f"-DPORT={port}",
                f"-I/usr/include/{os.uname().machine}-linux-gnu", "-c", str(HERE.parent / "loss.bpf.c"), "-o", str(compiled))
        self.host.inside(self.host.hub, "tc", "qdisc", "add", "dev", f"p{pod.index}", "clsact")
        self.host.inside(self.host.hub, "tc", "filter", "add", "dev", f"p{pod.index}", way, "bpf", "da", "obj", str(compiled), "sec", "tc")

    def hosts(self, call):
        if call["to"][0].isdigit():
            return [call["to"]]
        targets = [pod for pod in self.pods if pod.workload.name == call["to"]]
        return [pod.v6 if call.get("family") == 6 else pod.v4 for pod in targets]

    def config(self, workload):
        calls = [{**call, "hosts": self.hosts(call)} for call in workload.calls]
        return {"serve": workload.serve, "calls": calls, "wait": 1.0}

    def launch(self, pod):
        log = self.logs / f"{pod.workload.namespace}-{pod.name}.log"
        work = self.folder / "work" / pod.uid
        work.mkdir()
        server = pod.workload.server
        if server == "nginx":
            config = work / "nginx.conf"
            config.write_text(NGINX.format(folder=work, user="root", padding="x" * 700))
            command, user = ["nginx", "-c", str(config), "-e", str(work / "error.log")], None
        elif server == "redis":
            command = ["redis-server", "--bind", "0.0.0.0", "--protected-mode", "no", "--save", "", "--dir", str(work), "--daemonize", "no"]
            user = None
        elif server == "postgres":
            command, user = self.postgres(work), "nobody"
        else:
            config = work / "config.json"
            config.write_text(json.dumps(self.config(pod.workload)))
            command, user = [sys.executable, str(HERE / "traffic.py"), str(config), str(self.truth_of(pod))], None
        pod.processes.append(self.host.start(command, namespace=pod.namespace, cgroup=pod.cgroup, user=user, log=log, cwd=str(work)))
        if server in ("redis", "postgres", "nginx"):
            self.wait_for(pod, {"redis": 6379, "postgres": 5432, "nginx": 80}[server], log)

    def postgres(self, work):
        programs = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
        if not programs:
            raise RuntimeError("PostgreSQL is not installed; install it: apt-get install postgresql")
        data = work / "data"
        shutil.chown(work, "nobody")
        run(*as_user("nobody"), str(programs[-1] / "initdb"), "-D", str(data), "-U", "mesh",
            "-A", "trust", "--no-sync", cwd=str(work), env={**os.environ, "LC_ALL": "C"})
        with open(data / "pg_hba.conf", "a") as rules:
            rules.write("host all all 10.77.0.0/16 trust\n")
        return [str(programs[-1] / "postgres"), "-D", str(data), "-c", "listen_addresses=0.0.0.0", "-c", f"unix_socket_directories={work}",
                "-c", "fsync=off"]

    def wait_for(self, pod, port, log):
        """Until the server listens. Looked at from /proc, since a trial connection would be traffic that no truth knows."""
        deadline = time.monotonic() + 30
        wanted = f":{port:04X} "
        while time.monotonic() < deadline:
            if pod.processes[0].poll() is not None:
                break
            table = self.host.inside(pod.namespace, "cat", "/proc/net/tcp")
            if any(wanted in line and line.split()[3] == "0A" for line in table.splitlines()[1:]):
                return
            time.sleep(0.05)
        raise RuntimeError(f"{pod} does not listen on port {port}; its log {log} says:\n{log.read_text()[-2000:]}")

    def start_outside(self):
        """A client that is no pod: an ordinary process, in a namespace for its address only."""
        namespace = self.host.namespace("outside")
        self.outside_v4, _ = self.host.plug(namespace, 240)
        config = self.folder / "work" / "outside.json"
        config.write_text(json.dumps({"calls": [{**call, "hosts": self.hosts(call)} for call in topology.OUTSIDE], "wait": 1.0}))
        self.outside = self.host.start([sys.executable, str(HERE / "traffic.py"), str(config), str(self.folder / "truth" / "outside.json")],
                                       namespace=namespace, log=self.logs / "outside.log")

    def truth_of(self, pod):
        return self.folder / "truth" / f"{pod.uid}.json"

    def replace_due(self, now, started):
        """Replaces pods whose time has come, as a rollout does."""
        for pod in list(self.pods):
            every = pod.workload.replaced_every
            if every and now - getattr(pod, "since", started) > every:
                self.retire(pod)
                new = self.make(pod.workload, 0)
                new.since = now
                self.pods.append(new)
                self.launch(new)

    def retire(self, pod):
        self.collect([(pod.processes[0], self.truth_of(pod))])
        for process in pod.processes:
            self.host.stop(process)
        self.host.remove_cgroup(pod.cgroup)
        self.host.remove_cgroup(pod.cgroup.parent)
        self.host.remove_namespace(pod.namespace)
        self.pods.remove(pod)
        self.gone.append(pod)

    @staticmethod
    def collect(sources, patience=45.0):
        """Asks programs to finish their calls and tell; waits for the files."""
        for process, _ in sources:
            process.send_signal(signal.SIGUSR1)
        deadline = time.monotonic() + patience
        for process, path in sources:
            while not path.exists():
                if process.poll() is not None:
                    raise RuntimeError(f"a traffic program ended before it told what it did: {path.name}")
                if time.monotonic() > deadline:
                    raise RuntimeError(f"a traffic program did not finish its calls within {patience:.0f} s: {path.name}")
                time.sleep(0.05)

    def truth(self):
        """Ends all calls in order, and says what everybody did."""
        running = [pod for pod in self.pods if pod.workload.server == "traffic"]
        self.collect([(pod.processes[0], self.truth_of(pod)) for pod in running] + [(self.outside, self.folder / "truth" / "outside.json")])
        owners = {address: pod for pod in self.pods + self.gone for address in (pod.v4, pod.v6)}
        edges = []
        for pod in running + self.gone:
            source = {"namespace": pod.workload.namespace, "pod": pod.name, "uid": pod.uid}
            edges += self.edges(source, self.truth_of(pod), owners)
        edges += self.edges({"process": "outside"}, self.folder / "truth" / "outside.json", owners)
        pods = [{"namespace": pod.workload.namespace, "pod": pod.name, "uid": pod.uid, "addresses": [pod.v4, pod.v6]}
                for pod in self.pods + self.gone]
        return {"version": 1, "pods": pods, "edges": edges}

    @staticmethod
    def edges(source, path, owners):
        for row in json.loads(path.read_text()):
            owner = owners.get(row["address"])
            target = ({"namespace": owner.workload.namespace, "pod": owner.name, "uid": owner.uid} if owner else {"address": row["address"]})
            yield {"source": source, "target": target, **{key: row[key] for key in row if key != "address"}}

    def check(self):
        """Raises if a process of the mesh has ended by itself."""
        for pod in self.pods:
            for process in pod.processes:
                if process.poll() is not None:
                    log = self.logs / f"{pod.workload.namespace}-{pod.name}.log"
                    raise RuntimeError(f"{pod} ended with {process.returncode}; its log says:\n{log.read_text()[-2000:]}")
