"""One plug in the inventory, switched from another computer."""

from machine import Case
from machine.case import BROKER_USER

# What the owner of a broker writes so that the LAN may use it; Debian's listens to the machine alone. Who gives a name
# has to give the password too, as presad does.
_passwords = "/etc/mosquitto/passwords"
_lan_listener = f"listener 1883\nallow_anonymous true\npassword_file {_passwords}\nset_tcp_nodelay true\n"


class Switching(Case):
    needed = True

    def test_the_broker_is_opened_to_the_lan(self):
        self.machine.write(_passwords, f"{BROKER_USER}:{self.world.broker_password}\n", 0o600)
        self.machine.run(f"mosquitto_passwd -U {_passwords} && chown mosquitto: {_passwords}")
        self.machine.write("/etc/mosquitto/conf.d/lan.conf", _lan_listener)
        self.machine.run("systemctl restart mosquitto")
        self.wait_for_presence("presad", "Online")

    def test_a_plug_of_the_inventory_comes_online(self):
        self.write_inventory(self.inventory(self.plug("presa1", relays=1)))
        self.presad.control("reload")
        self.wait_for_presence("presa1", "Online")

    def test_the_broker_looks_at_its_password(self):
        inventory = self.inventory(self.plug("presa1"))
        inventory.secret("mqtt", self.world.broker_password[:-1])
        cursor = self.presad.cursor()
        self.write_inventory(inventory)
        self.presad.control("reload")
        self.presad.wait_for_line("not authorised", cursor)
        self.begin_as_usual()

    def test_mosquitto_pub_switches_it_from_the_lan(self):
        self.assert_switches(self.plug("presa1"))

    def test_its_button_is_told(self):
        since = self.person.now()
        self.plug("presa1").press()
        self.person.wait_for("stat/presa1/POWER", "^ON$", since=since)
