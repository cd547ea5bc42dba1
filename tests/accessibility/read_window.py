"""Reads and presses the desktop's windows through AT-SPI, and says what held.

SPDX-License-Identifier: Apache-2.0
"""
import glob
import os
import shutil
import signal
import socket
import subprocess
import sys
import time

import pyatspi
from gi.repository import GLib

PATIENCE = 60

java, product, work, pictures, tests, agent = sys.argv[1:7]
passed = 0
failed = 0
skipped = 0


def check(what, held, detail=""):
    global passed, failed
    if held:
        passed += 1
        print(f"ok {what}", flush=True)
    else:
        failed += 1
        print(f"not ok {what}{': ' + detail if detail else ''}", flush=True)


def below(node, roles=None, depth=0):
    """Every accessible below a node, the node itself first. What vanishes on the way is left out."""
    try:
        if roles is None or node.getRoleName() in roles:
            yield node
        if depth < 40:
            # A virtual table may have more rows than anybody reads.
            for index in range(min(node.childCount, 3000)):
                child = node.getChildAtIndex(index)
                if child is not None:
                    yield from below(child, roles, depth + 1)
    except (LookupError, RuntimeError):
        return


def wait_for(look, patience=PATIENCE):
    """What `look` finds, or None after the deadline. The tree changes under the reader: a look that fails is repeated."""
    deadline = time.monotonic() + patience
    while True:
        try:
            found = look()
        except (LookupError, RuntimeError):
            found = None
        if found or time.monotonic() > deadline:
            return found
        time.sleep(0.2)


def named(node, name, *roles):
    return next((each for each in below(node, roles or None) if each.name == name), None)


def showing(node, name, *roles):
    return next((each for each in below(node, roles or None)
                 if each.name == name and each.getState().contains(pyatspi.STATE_SHOWING)), None)


def names(node, *roles):
    return [each.name for each in below(node, roles) if each.name]


def press(node):
    action = node.queryAction()
    for index in range(action.nActions):
        if action.getName(index) in ("click", "press", "activate"):
            return action.doAction(index)
    raise LookupError(f"{node.name} cannot be pressed")


class Desktop:
    """The packaged product, as a person starts it."""

    def __init__(self, *arguments, properties=()):
        launcher = glob.glob(os.path.join(product, "plugins", "org.eclipse.equinox.launcher_*.jar"))[0]
        self.log = open(os.path.join(work, "desktop.log"), "ab")
        self.process = subprocess.Popen(
            [java, "--add-modules=ALL-SYSTEM", "--enable-native-access=ALL-UNNAMED", *properties, "-jar", launcher,
             "-data", os.path.join(work, "workspace"), *arguments],
            stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log)

    def frame(self):
        """Its window, once it has one."""
        def look():
            if self.process.poll() is not None:
                raise SystemExit(f"the desktop ended with {self.process.returncode}:\n"
                                 + open(self.log.name, errors="replace").read()[-4000:])
            for application in pyatspi.Registry.getDesktop(0):
                if application is not None and application.get_process_id() == self.process.pid:
                    for child in application:
                        if child is not None and child.getRoleName() == "frame" and named(child, "", "menu bar"):
                            return child
            return None
        return wait_for(look)

    def end(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(15)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.log.close()


def picture(name):
    os.makedirs(pictures, exist_ok=True)
    subprocess.run(["import", "-window", "root", os.path.join(pictures, name + ".png")], check=False)


def first_start():
    desktop = Desktop()
    try:
        frame = desktop.frame()
        check("the window is seen by a screen reader", frame is not None)
        if frame is None:
            return
        check("the window is called CortexBrain", "CortexBrain" in frame.name, frame.name)
        menus = names(wait_for(lambda: named(frame, "", "menu bar")), "menu")
        for menu in ("File", "Help"):
            check(f"the menu bar has {menu}", menu in menus, str(menus))
        for way in ("Observe this machine", "Open a recording", "Connect a cluster"):
            check(f"the start page offers: {way}", bool(wait_for(lambda way=way: showing(frame, way, "push button"), 20)),
                  str(names(frame, "push button")))
        press(showing(frame, "Connect a cluster", "push button"))
        # GTK tells the titles of SWT's windows with a space after them.
        wizard = wait_for(lambda: next((window for application in pyatspi.Registry.getDesktop(0) for window in application
                                        if window is not None and window.name.strip() == "Connect clusters"), None), 20)
        check("pressing Connect a cluster opens the wizard", wizard is not None, str(names(frame, "push button", "label")))
        if wizard is not None:
            press(wait_for(lambda: showing(wizard, "Cancel", "push button"), 20))
            check("pressing Cancel leads back to the start page",
                  bool(wait_for(lambda: showing(frame, "Observe this machine", "push button"), 20)))
        # Its items are made when it opens.
        press(named(frame, "Help", "menu"))
        about = wait_for(lambda: next((each for each in below(frame, ("menu item",)) if each.name.startswith("About")), None), 20)
        check("the menus have About", about is not None, str(names(frame, "menu item")))
        if about is not None:
            press(about)
            dialog = wait_for(lambda: next((window for application in pyatspi.Registry.getDesktop(0) for window in application
                                            if window.name.startswith("About")), None), 20)
            check("pressing About opens its dialog", dialog is not None)
        picture("start")
    finally:
        desktop.end()


def second_start():
    desktop = Desktop("--open", os.path.join(work, "shop.cortex"))
    try:
        frame = desktop.frame()
        check("the window opens with a recording", frame is not None)
        if frame is None:
            return

        def flows():
            for table in below(frame, ("table", "tree table")):
                headers = names(table, "table column header", "column header")
                if {"Source", "Target", "Port"} <= set(headers):
                    cells = names(table, "table cell")
                    if any("cart" in cell for cell in cells) and any("redis" in cell for cell in cells):
                        return headers, cells
            return None
        found = wait_for(flows)
        check("the Flows table can be read", bool(found),
              str([names(table, "table column header", "column header", "table cell") for table in below(frame, ("table", "tree table"))])[:1500])
        if found:
            _, cells = found
            for text in ("shop/web-6b7f9c5d4-x2z9k", "shop/redis-0", "6379", "9000", "5432"):
                check(f"the Flows table has a cell {text}", text in cells, str(cells)[:1500])
            # The recording plays: rates come with the second sample, and the table goes on being readable while it changes.
            check("the Flows table says in words what is failing",
                  bool(wait_for(lambda: any("100 % of connections refused" in cell for cell in (flows() or ((), ()))[1]), 20)), str(flows())[:1500])
        check("the Sources table names the recording",
              bool(wait_for(lambda: any(cell == "shop.cortex" for cell in names(frame, "table cell")), 20)))
        picture("recording")
    finally:
        desktop.end()


def menu_item(frame, menu, name, role):
    """An item of a menu; its items are made when it opens."""
    press(named(frame, menu, "menu"))
    return wait_for(lambda: next((each for each in below(frame, (role,)) if each.name.startswith(name)), None), 20)


def remembered():
    """What a person chose is there at the next start, and the menu says so."""
    def checked(item):
        return item.getState().contains(pyatspi.STATE_CHECKED)

    for start, before in (("first", True), ("second", False)):
        desktop = Desktop("--open", os.path.join(work, "shop.cortex"))
        try:
            frame = desktop.frame()
            item = frame and menu_item(frame, "View", "Idle edges", "check menu item")
            check(f"the menu has Idle edges at the {start} start", bool(item), str(frame and names(frame, "menu item", "check menu item")))
            if not item:
                return
            check(f"Idle edges is {'checked' if before else 'not checked'} at the {start} start",
                  bool(wait_for(lambda: checked(item) == before, 10)))
            press(item)
            wait_for(lambda: checked(item) != before, 5)
            press(menu_item(frame, "File", "Exit", "menu item"))
            try:
                check(f"Exit ends the desktop after the {start} start", desktop.process.wait(30) == 0)
            except subprocess.TimeoutExpired:
                check(f"Exit ends the desktop after the {start} start", False, "not within 30 s")
        finally:
            desktop.end()


KEYS = {"Up": 0xff52, "Down": 0xff54, "Left": 0xff51, "Right": 0xff53, "Page Down": 0xff56}


def key(name):
    """Presses and lets go a key."""
    pyatspi.Registry.generateKeyboardEvent(KEYS.get(name) or ord(name), None, pyatspi.KEY_SYM)


class Heard:
    """What a screen reader is told while it listens: the kinds of events and the names of their sources."""

    KINDS = ("object:state-changed:focused", "object:state-changed:expanded", "object:state-changed:selected", "object:selection-changed", "object:property-change:accessible-name")

    def __init__(self):
        self.events = []
        pyatspi.Registry.registerEventListener(self.hear, *self.KINDS)

    def hear(self, event):
        try:
            self.events.append((str(event.type), event.detail1, event.source.name))
        except (LookupError, RuntimeError):
            pass

    def wait(self, kind, detail, name, patience=10):
        """Whether an event of this kind came from a source whose name begins so."""
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline:
            while GLib.MainContext.default().iteration(False):
                pass
            if any(each[0].startswith(kind) and each[1] == detail and each[2].startswith(name) for each in self.events):
                return True
            time.sleep(0.05)
        return False

    def end(self):
        pyatspi.Registry.deregisterEventListener(self.hear, *self.KINDS)


def graph_of(frame):
    return wait_for(lambda: next((each for each in below(frame, ("tree",)) if each.name.startswith("Graph, ")
                                  and named_so(each, "cart")), None))


def named_so(graph, start):
    """The elements of the graph whose names begin so, followed by a comma."""
    return [each for each in below(graph, ("list item",)) if each.name.startswith(start + ",")]


def focused(graph):
    return next((each.name for each in below(graph, ("list item",)) if each.getState().contains(pyatspi.STATE_FOCUSED)), "")


def attributes(node):
    return dict(each.split(":", 1) for each in node.getAttributes())


def relations(node, kind):
    return [each.getTarget(index).name.split(",")[0] for each in node.getRelationSet() if each.getRelationType() == kind
            for index in range(each.getNTargets())]


def topology():
    """The graph: what a screen reader gets of it, and where keys lead."""
    desktop = Desktop("--open", os.path.join(work, "shop.cortex"))
    heard = Heard()
    try:
        frame = desktop.frame()
        graph = frame and graph_of(frame)
        check("the topology is read as a tree", bool(graph), str(frame and names(frame, "tree", "list item"))[:800])
        if not graph:
            return
        shop = named_so(graph, "shop")[0]
        check("a namespace is told as an opened container", shop.getState().contains(pyatspi.STATE_EXPANDED) and "container of" in shop.name, shop.name)
        cart = named_so(graph, "cart")[0]
        check("a workload lies in its namespace", cart.parent.name == shop.name, cart.parent.name)
        check("its place among its siblings is told", attributes(cart).get("setsize", "0") != "0" and "posinset" in attributes(cart)
              and attributes(cart).get("level") == "2", str(cart.getAttributes()))
        check("whom it is connected with is told", "connects to redis" in cart.description and "is connected from web" in cart.description, cart.description)
        check("what fails is told in words", bool(wait_for(lambda: named_so(graph, "connection from web to pay") and "failing" in
                                                           named_so(graph, "connection from web to pay")[0].name, 20)),
              str(names(graph, "list item"))[:1500])
        defunct = [each.name for each in below(graph) if each.getState().contains(pyatspi.STATE_DEFUNCT)]
        check("no element is passed over as defunct", not defunct, str(defunct)[:400])

        box = resting_box(lambda: named_so(graph, "web")[0])
        pointer("b1c", box.x + box.width // 2, box.y + box.height // 2)
        check("a click gives the element the focus", bool(wait_for(lambda: focused(graph).startswith("web,"), 10)), focused(graph))
        to_cart = step(named_so(graph, "web")[0], cart)
        key(to_cart)
        check("an arrow key walks along the connection", bool(wait_for(lambda: focused(graph).startswith("cart,"), 10)), focused(graph))
        check("the focus is told as it moves", heard.wait("object:state-changed:focused", 1, "cart,"), str(heard.events)[-800:])
        check("the selection is told as it changes", heard.wait("object:state-changed:selected", 1, "cart,")
              and heard.wait("object:state-changed:selected", 0, "web,"), str(heard.events)[-800:])
        cart = named_so(graph, "cart")[0]
        check("it is selected", cart.getState().contains(pyatspi.STATE_SELECTED))
        check("the connections of the focused element can be followed", "redis" in relations(cart, pyatspi.RELATION_FLOWS_TO)
              and "web" in relations(cart, pyatspi.RELATION_FLOWS_FROM), str(cart.getRelationSet()))
        key("c")
        check("a key goes to a connection", bool(wait_for(lambda: focused(graph).startswith("connection from cart to redis"), 10)), focused(graph))
        key("o")
        check("a key goes back to its source", bool(wait_for(lambda: focused(graph).startswith("cart,"), 10)), focused(graph))
        key("o")
        check("a key goes out to the container", bool(wait_for(lambda: focused(graph).startswith("shop,"), 10)), focused(graph))
        seen = set()
        for _ in range(40):
            key("Page Down")
            seen.add(wait_for(lambda: focused(graph), 5))
            time.sleep(0.02)
        for name in ("shop", "web", "cart", "redis", "pay", "ledger"):
            check(f"the keys come to {name}", any(each and each.startswith(name + ",") for each in seen), str(seen))

        box = box_of(named_so(graph, "cart")[0])
        pointer("b1c", box.x + box.width // 2, box.y + box.height // 2)
        wait_for(lambda: focused(graph).startswith("cart,"), 10)
        key("p")
        check("a pin is told", heard.wait("object:property-change:accessible-name", 0, "cart,")
              and bool(wait_for(lambda: named_so(graph, "cart")[0].name.endswith(", pinned"), 10)), named_so(graph, "cart")[0].name)
        actions = named_so(graph, "cart")[0].queryAction()
        offered = [actions.getName(index) for index in range(actions.nActions)]
        check("what can be done is offered", {"open", "select", "release"} <= set(offered), str(offered))
        actions.doAction(offered.index("release"))
        check("a reader can have it done", bool(wait_for(lambda: not named_so(graph, "cart")[0].name.endswith(", pinned"), 10)))
        picture("topology")
        before = box_of(named_so(graph, "cart")[0])
        # Not where the click above was: on a quick machine both together are a double click, which opens the workload.
        held_x, held_y = before.x + before.width // 4, before.y + before.height // 2
        pointer("abs", held_x, held_y)
        pointer("b1p", held_x, held_y)
        for moved in range(5, 65, 5):
            pointer("abs", held_x, held_y + moved)
        pointer("b1r", held_x, held_y + 60)
        check("a node is moved by dragging it", bool(wait_for(lambda: abs(box_of(named_so(graph, "cart")[0]).y - before.y - 60) <= 2, 10)),
              f"{before} {box_of(named_so(graph, 'cart')[0])}")
        undo = menu_item(frame, "Edit", "Undo Move cart", "menu item")
        check("the menu offers to take it back", bool(undo), str(names(frame, "menu item")))
        if undo:
            press(undo)
            check("a drag is taken back", bool(wait_for(lambda: abs(box_of(named_so(graph, "cart")[0]).y - before.y) <= 1, 10)))
        key("p")
        wait_for(lambda: named_so(graph, "cart")[0].name.endswith(", pinned"), 10)
        pay = named_so(graph, "pay")[0]
        box = box_of(pay)
        pointer("b1c", box.x + 30, box.y + 12)
        wait_for(lambda: focused(graph).startswith("pay, container"), 10)
        key("e")
        check("a collapsed namespace is told", bool(wait_for(lambda: named_so(graph, "pay")[0].name.startswith("pay, collapsed, failing"), 10)),
              str(names(graph, "list item"))[:800])
        check("its state is told as it changes", heard.wait("object:state-changed:expanded", 0, "pay,"), str(heard.events)[-800:])
        check("connections into it are its own now", bool(wait_for(lambda: any(each.startswith("connection from web to pay, failing")
                                                                            for each in names(graph, "list item")), 10)),
              str(names(graph, "list item"))[:800])
        actions = named_so(graph, "web")[0].queryAction()
        actions.doAction(offered.index("open"))
        check("an opened workload is told as a container", bool(wait_for(lambda: named_so(graph, "web")[0].name.startswith("web, container of"), 10)),
              str(names(graph, "list item"))[:800])
        press(menu_item(frame, "File", "Exit", "menu item"))
        desktop.process.wait(30)
    finally:
        heard.end()
        desktop.end()


def resting_box(element):
    """Where the element is once it has stayed there for half a second: a layout may still move the picture."""
    box, since = box_of(element()), time.monotonic()
    deadline = since + 10
    while time.monotonic() - since < 0.5 and time.monotonic() < deadline:
        time.sleep(0.05)
        now = box_of(element())
        if (now.x, now.y, now.width, now.height) != (box.x, box.y, box.width, box.height):
            box, since = now, time.monotonic()
    return box


def box_of(node):
    return node.queryComponent().getExtents(pyatspi.DESKTOP_COORDS)


def step(source, target):
    """The arrow key that leads from one element to another."""
    start, end = box_of(source), box_of(target)
    right, down = end.x - start.x, end.y - start.y
    return ("Right" if right > 0 else "Left") if abs(right) >= abs(down) else ("Down" if down > 0 else "Up")


def topology_again():
    """What people did to the graph is there at the next start; a system that asks for less motion is heard."""
    settings = os.path.join(os.environ["XDG_CONFIG_HOME"], "gtk-3.0")
    os.makedirs(settings, exist_ok=True)
    with open(os.path.join(settings, "settings.ini"), "w") as file:
        file.write("[Settings]\ngtk-enable-animations=0\n")
    desktop = Desktop("--open", os.path.join(work, "shop.cortex"))
    try:
        frame = desktop.frame()
        graph = frame and graph_of(frame)
        check("the topology is there at the next start", bool(graph))
        if not graph:
            return
        check("a pin outlives a restart", bool(wait_for(lambda: named_so(graph, "cart")[0].name.endswith(", pinned"), 10)), named_so(graph, "cart")[0].name)
        check("an opened workload outlives a restart", bool(wait_for(lambda: named_so(graph, "web")[0].name.startswith("web, container of"), 10)),
              str(names(graph, "list item"))[:800])
        check("a collapsed namespace outlives a restart", named_so(graph, "pay")[0].name.startswith("pay, collapsed"), named_so(graph, "pay")[0].name)
        press(menu_item(frame, "Window", "Preferences", "menu item"))
        said = wait_for(lambda: next((name for application in pyatspi.Registry.getDesktop(0) for window in application
                                      if window.name.startswith("Preferences") for name in names(window, "combo box", "menu item")
                                      if name.startswith("As the system says (o")), None), 20)
        check("a system that asks for less motion is heard", said == "As the system says (off)", str(said))
        picture("topology-again")
    finally:
        desktop.end()
        os.remove(os.path.join(settings, "settings.ini"))


def pointer(kind, x, y):
    pyatspi.Registry.generateMouseEvent(x, y, kind)
    time.sleep(0.05)


def dropped():
    """A file that another program drags onto the window is played."""
    shutil.copy(os.path.join(work, "shop.cortex"), os.path.join(work, "a dropped file.cortex"))
    desktop = Desktop()
    source = None
    try:
        frame = desktop.frame()
        table = frame and wait_for(lambda: next((each for each in below(frame, ("table", "tree table"))
                                                 if "Port" in names(each, "table column header", "column header")), None), 20)
        check("there is a window to drop on", bool(table))
        if not table:
            return
        to = table.queryComponent().getExtents(pyatspi.DESKTOP_COORDS)
        source = subprocess.Popen([java, "--enable-native-access=ALL-UNNAMED", "-cp", product + "/plugins/*:" + tests,
                                   "org.cortexbrain.ui.tests.DragFile", os.path.join(work, "a dropped file.cortex"), "1200", "120"],
                                  stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
        source.stdout.readline()
        wait_for(lambda: showing(pyatspi.Registry.getDesktop(0), "drag me", "label"), 10)
        from_x, from_y = 1250, 150
        to_x, to_y = to.x + to.width // 2, to.y + to.height // 2
        pointer("abs", from_x, from_y)
        pointer("b1p", from_x, from_y)
        for step in range(1, 21):
            pointer("abs", from_x + (to_x - from_x) * step // 20, from_y + (to_y - from_y) * step // 20)
        picture("drag")
        pointer("b1r", to_x, to_y)
        check("a recording that is dropped on the window is played",
              bool(wait_for(lambda: any(cell == "a dropped file.cortex" for cell in names(frame, "table cell")), 20)), str(names(frame, "table cell")))
    finally:
        if source is not None:
            source.kill()
            source.wait()
        desktop.end()


def own_agent():
    """As root the desktop starts the agent of this machine, and takes it along however it ends."""
    if os.geteuid() != 0 or not os.access("/sys/kernel/btf/vmlinux", os.R_OK) or not os.access(agent, os.X_OK):
        global skipped
        skipped += 1
        print("skipped: an agent that the desktop starts: it needs root, a kernel with BTF and a built agent")
        return
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = os.path.join(work, "workspace/.metadata/.plugins/org.eclipse.core.runtime/.settings")
    os.makedirs(settings, exist_ok=True)
    with open(os.path.join(settings, "org.cortexbrain.ui.prefs"), "w") as file:
        file.write(f"eclipse.preferences.version=1\nagent=http\\://127.0.0.1\\:{port}\n")
    program, number = os.path.join(work, "the agent"), os.path.join(work, "agent.pid")
    with open(program, "w") as file:
        # A lock of its own: another agent may observe this machine.
        file.write(f"#!/bin/sh\necho $$ >'{number}'\nexec '{agent}' --run-dir '{work}/run' \"$@\"\n")
    os.chmod(program, 0o755)
    desktop = Desktop(properties=["-Dcortexbrain.agent=" + program])
    pid = 0
    try:
        frame = desktop.frame()
        observe = frame and wait_for(lambda: showing(frame, "Observe this machine", "push button"), 20)
        check("the start page offers to observe", bool(observe))
        if not observe:
            return
        press(observe)
        check("the desktop starts the agent and shows its machine",
              bool(wait_for(lambda: any(cell.endswith("live") for cell in names(frame, "table cell")), 40)), str(names(frame, "table cell")))
        pid = int(open(number).read())
        picture("own-agent")
        desktop.process.kill()
        desktop.process.wait()
        check("the agent ends with a desktop that is killed", bool(wait_for(lambda: not os.path.exists(f"/proc/{pid}"), 30)))
    finally:
        desktop.end()
        if pid and os.path.exists(f"/proc/{pid}"):
            os.kill(pid, signal.SIGKILL)


try:
    first_start()
    second_start()
    remembered()
    topology()
    topology_again()
    dropped()
    own_agent()
finally:
    print(f"{passed} passed, {failed} failed, {skipped} skipped", flush=True)
sys.exit(1 if failed else 0)
