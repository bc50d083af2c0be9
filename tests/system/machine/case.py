"""The base of every case: the machine, presad's service on it, and a person on the LAN.

All cases share one machine and run in the order in which they are listed, each beginning with what the last left: an
installed presad with one plug, running, unless its class says otherwise.
"""

import os
import secrets
import shlex
import unittest

from harness.inventory import Inventory
from harness.simulator import Plug
from harness.waiting import wait_for
from machine import lan
from machine.listener import Listener, retained
from machine.service import Service

INVENTORY = "/etc/presad/presad.yaml"
SECRETS = "/etc/presad/secrets.yaml"
BROKER_USER = "presad"  # with the world's broker_password
_drop_in = "/run/systemd/system/presad.service.d/test.conf"


class World:
    """What outlives a case."""

    def __init__(self, container, folder, package, simulator_package, older_package):
        self.container = container
        self.folder = folder
        self.package = package  # names of files in the machine's /root
        self.simulator_package = simulator_package
        self.older_package = older_package
        self.person = None
        self.plugs = {}  # by topic
        self.broker_password = secrets.token_urlsafe(16)
        self.secrets = {"the broker's user": self.broker_password}  # every secret that any case ever used, by owner
        self.files_before = None


class Case(unittest.TestCase):
    maxDiff = None
    world = None
    needed = False  # True: without it no later case means anything

    @property
    def machine(self):
        return self.world.container

    @property
    def presad(self):
        return Service(self.machine, "presad.service")

    @property
    def person(self):
        """Somebody on the LAN who listens to everything."""
        if self.world.person is None:
            self.world.person = Listener(self.world.folder)
        return self.world.person

    def retained(self, *filters):
        return retained(filters)

    # --- plugs and the inventory ---------------------------------------------------------------------------------

    def plug(self, topic, protocol="3.3", address=lan.LAN_ADDRESS, **options):
        """The simulated plug of that topic, on the LAN; started where it is not running."""
        if topic not in self.world.plugs:
            plug = Plug(self.world.folder, topic, protocol, address, **options)
            self.world.plugs[topic] = plug
            self.world.secrets[topic] = plug.local_key
        return self.world.plugs[topic]

    def inventory(self, *plugs, **mqtt):
        """Of these plugs and the machine's own broker."""
        inventory = Inventory(self.world.folder, 1883)
        inventory.mqtt = {"url": "mqtt://localhost:1883", "username": BROKER_USER,
                          "password": inventory.secret("mqtt", self.world.broker_password), **mqtt}
        for plug in plugs:
            inventory.devices[plug.topic] = plug.entry()
            inventory.secrets[plug.topic] = plug.local_key
        return inventory

    def write_inventory(self, inventory, path=INVENTORY):
        """As its owner would, with the modes that the documentation names."""
        self.machine.write(path, inventory.text(), 0o640, "root:presad")
        self.machine.write(SECRETS, inventory.secrets_text(), 0o640, "root:presad")

    # --- the unit ------------------------------------------------------------------------------------------------

    def drop_in(self, *lines):
        """Changes the unit until this case ends; with the next restart, as `systemctl edit presad` does."""
        def remove():
            self.machine.run(f"rm -f {_drop_in}; systemctl daemon-reload")
        self.machine.run(f"mkdir -p $(dirname {_drop_in})")
        self.machine.run("printf '[Service]\\n" + "\\n".join(lines) + f"\\n' > {_drop_in}; systemctl daemon-reload")
        self.addCleanup(remove)

    def restart(self):
        """Returns when the plug of all cases is there again, and has said all that it says then."""
        since = self.person.now()
        self.presad.control("restart")
        self.wait_for_presence("presa1", "Online", since)
        self.pass_barrier("presa1")

    def begin_as_usual(self):
        """With the inventory of one plug, in its usual place; what each case leaves."""
        self.write_inventory(self.inventory(self.plug("presa1")))
        self.restart()

    # --- installing -----------------------------------------------------------------------------------------------

    def apt(self, words, check=True):
        """What somebody types behind apt, in the folder where the packages are; offline."""
        return self.machine.run(f"cd /root && apt --yes {words} 2>&1", check=check, seconds=180)

    # --- what is seen ---------------------------------------------------------------------------------------------

    def wait_for_presence(self, topic, word, since=0, seconds=30):
        return self.person.wait_for(f"tele/{topic}/LWT", f"^{word}$", seconds, since)

    def assert_back_soon(self, service, topic, cursor):
        """A restart after `cursor` took the plug's session away for a few seconds only."""
        service.wait_for_line(f"{topic}: online", cursor)
        away = service.seconds_between("Stopping ", f"{topic}: online", cursor)
        self.assertLess(away, 10)  # some tenths of a second on a machine with nothing else to do

    def pass_barrier(self, topic):
        """Returns once presad has answered a word it does not know: all that came before it is heard by then."""
        since = self.person.now()
        self.person.publish(f"cmnd/{topic}/Barrier{since}")
        self.person.wait_for(f"stat/{topic}/RESULT", f'"BARRIER{since}"', since=since)

    def assert_switches(self, plug):
        """mosquitto_pub switches it, and it really is where the answer says."""
        self.pass_barrier(plug.topic)  # what it says of itself when it has come online is no answer
        for word in ("ON", "OFF"):
            self.assertEqual(self.person.ask(plug.topic, "Power", word), f'{{"POWER":"{word}"}}')
            self.assertEqual(plug.relay(), word == "ON")

    def file_facts(self, path):
        """"mode owner:group" of a file of the machine."""
        return self.machine.output(f"stat --format='%a %U:%G' {shlex.quote(path)}")

    def all_files(self):
        """The paths of all files and folders of the machine's own file system."""
        return set(self.machine.output("find / -xdev").splitlines())

    def processes(self):
        """Those of presad on the machine, any instance's, as a text; "" for none."""
        return self.machine.output("grep --files-with-matches --line-regexp presad /proc/[0-9]*/comm", check=False)

    def exists(self, path):
        return os.path.lexists(os.path.join(self.machine.root, path.lstrip("/")))


__all__ = ["Case", "World", "wait_for"]
