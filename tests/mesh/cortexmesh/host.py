# SPDX-License-Identifier: Apache-2.0
"""What the mesh makes on this machine, and how it is taken away again: network namespaces, control groups, processes, one folder.

Everything that is made is written to a state file before it is made, so that a later start can clean up after one that was killed.
Names begin with a prefix of their own, and nothing else is ever touched.
"""

import ctypes
import errno
import fcntl
import json
import os
import pwd
import shutil
import signal
import subprocess
import time
from pathlib import Path

PREFIX = "cbmesh"
STATE = Path("/run/cortexbrain-demo.json")
LOCK = Path("/run/cortexbrain-demo.lock")
NETNS = Path("/run/netns")
PR_SET_PDEATHSIG = 1


def run(*command, **options):
    try:
        return subprocess.run(command, check=True, capture_output=True, text=True, **options).stdout
    except subprocess.CalledProcessError as error:
        raise RuntimeError(f"{' '.join(map(str, command))} failed: {error.stderr.strip() or error.stdout.strip()}") from error


def cgroup_root():
    """The root of control groups version 2."""
    for line in Path("/proc/self/mountinfo").read_text().splitlines():
        left, right = line.split(" - ", 1)
        if right.split()[0] == "cgroup2":
            return Path(left.split()[4])
    raise RuntimeError("control groups version 2 are not mounted; mount them: mount -t cgroup2 none /sys/fs/cgroup/unified")


def as_user(name):
    """The start of a command that runs as another user, with no more than that user's own group."""
    entry = pwd.getpwnam(name)
    return ["setpriv", f"--reuid={entry.pw_uid}", f"--regid={entry.pw_gid}", "--clear-groups"]


def start_time(pid):
    """When a process began: with its id, what tells it from a later process of the same id."""
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[19])
    except OSError:
        return None


class Host:
    def __init__(self, folder):
        self.folder = Path(folder)
        self.groups = cgroup_root()
        self.state = {"controller": [os.getpid(), start_time(os.getpid())], "folder": str(folder), "namespaces": [], "cgroups": [],
                      "processes": []}
        self.children = {}
        self.save()

    def save(self):
        part = STATE.with_suffix(".part")
        part.write_text(json.dumps(self.state))
        part.rename(STATE)

    # Network: one namespace is the switch, each pod has its own, joined to it by a veth pair. The machine's own network is not involved.

    def switch(self):
        self.hub = self.namespace("hub")
        self.inside(self.hub, "ip", "link", "add", "br0", "type", "bridge")
        self.inside(self.hub, "ip", "link", "set", "br0", "up")

    def namespace(self, name):
        full = f"{PREFIX}-{name}"
        self.state["namespaces"].append(full)
        self.save()
        run("ip", "netns", "add", full)
        self.inside(full, "ip", "link", "set", "lo", "up")
        return full

    def plug(self, namespace, number):
        """Joins a namespace to the switch; gives it its IPv4 and IPv6 address."""
        v4, v6 = f"10.77.{number // 250}.{number % 250 + 1}", f"fd77::{number + 1:x}"
        port = f"p{number}"
        self.inside(self.hub, "ip", "link", "add", port, "type", "veth", "peer", "name", "eth0", "netns", namespace)
        self.inside(self.hub, "ip", "link", "set", port, "master", "br0", "up")
        self.inside(namespace, "ip", "address", "add", f"{v4}/16", "dev", "eth0")
        self.inside(namespace, "ip", "-6", "address", "add", f"{v6}/64", "dev", "eth0", "nodad")
        self.inside(namespace, "ip", "link", "set", "eth0", "up")
        self.inside(namespace, "ip", "route", "add", "default", "dev", "eth0")
        return v4, v6

    def inside(self, namespace, *command):
        return run("ip", "netns", "exec", namespace, *command)

    def setting(self, namespace, path, value):
        self.inside(namespace, "sh", "-c", f"echo {value} > /proc/sys/{path}")

    def remove_namespace(self, name):
        if (NETNS / name).exists():
            run("ip", "netns", "del", name)
        self.state["namespaces"].remove(name)
        self.save()

    # Control groups, on paths as the kubelet makes them, below a group of our own.

    def cgroup(self, path):
        full = self.groups / f"{PREFIX}.slice" / path
        made = full
        missing = []
        while not made.exists():
            missing.append(str(made))
            made = made.parent
        self.state["cgroups"].extend(reversed(missing))
        self.save()
        full.mkdir(parents=True, exist_ok=True)
        return full

    def remove_cgroup(self, path):
        remove_cgroup(str(path))
        if str(path) in self.state["cgroups"]:
            self.state["cgroups"].remove(str(path))
            self.save()

    # Processes

    def start(self, command, namespace=None, cgroup=None, user=None, log=None, **options):
        """Starts a process that is in its group before it makes its first socket, and that ends with this one."""
        parent = os.getpid()

        def before():
            ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
            if os.getppid() != parent:
                os._exit(1)
            if cgroup:
                Path(cgroup, "cgroup.procs").write_text(str(os.getpid()))

        if user:
            command = [*as_user(user), *command]
        if namespace:
            command = ["nsenter", f"--net={NETNS / namespace}", *command]
        with open(log or os.devnull, "ab") as out:
            child = subprocess.Popen(command, stdin=options.pop("stdin", subprocess.DEVNULL), stdout=options.pop("stdout", out), stderr=out,
                                     preexec_fn=before, **options)
        self.state["processes"].append([child.pid, start_time(child.pid)])
        self.save()
        self.children[child.pid] = child
        return child

    def stop(self, child, patience=5.0):
        if child.poll() is None:
            child.terminate()
            try:
                child.wait(patience)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
        self.children.pop(child.pid, None)
        self.state["processes"] = [row for row in self.state["processes"] if row[0] != child.pid]
        self.save()

    def clean(self):
        for child in list(self.children.values()):
            if child.poll() is None:
                child.terminate()
        for child in list(self.children.values()):
            self.stop(child)
        remove(self.state)


def remove_cgroup(path, patience=5.0):
    """Removes a group; whoever is still in it is ended."""
    deadline = time.monotonic() + patience
    while os.path.isdir(path):
        try:
            os.rmdir(path)
            return
        except OSError as error:
            if error.errno != errno.EBUSY or time.monotonic() > deadline:
                raise
            for pid in Path(path, "cgroup.procs").read_text().split():
                try:
                    os.kill(int(pid), signal.SIGKILL)
                except ProcessLookupError:
                    pass
            time.sleep(0.05)


def remove(state):
    """Takes away all that a state says, whatever of it is still there."""
    for pid, began in state["processes"]:
        if began is not None and start_time(pid) == began:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                pass  # it ended meanwhile
    for path in reversed(state["cgroups"]):
        remove_cgroup(path)
    for name in state["namespaces"]:
        if (NETNS / name).exists():
            run("ip", "netns", "del", name)
    shutil.rmtree(state["folder"], ignore_errors=True)
    STATE.unlink(missing_ok=True)


class Lock:
    """Held by one demo at a time, from before it looks for what another has left until all of its own is gone.

    The kernel gives it back when its holder dies, however it dies; the file stays, since two starts could else lock two files of one name.
    """

    def __enter__(self):
        self.file = os.open(LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            fcntl.flock(self.file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.pread(self.file, 20, 0).decode().strip()
            os.close(self.file)
            raise RuntimeError(f"a demo is running already (process {holder or 'that is just starting'}); close its window"
                               + (f", or end it with: kill {holder}" if holder else "")) from None
        os.ftruncate(self.file, 0)
        os.pwrite(self.file, f"{os.getpid()}\n".encode(), 0)
        return self

    def __exit__(self, *_):
        os.ftruncate(self.file, 0)
        os.close(self.file)


def clean_leftovers():
    """Cleans up after a demo that was killed. Only under the lock. Returns whether there was something."""
    if not STATE.exists():
        return False
    remove(json.loads(STATE.read_text()))
    return True
