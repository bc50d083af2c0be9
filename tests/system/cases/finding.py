"""Plugs whose address nobody wrote down: presad hears their broadcasts, in its sandbox too."""

from machine import BROADCAST_ADDRESS, Case


class Finding(Case):
    def finds(self, topic, protocol, address):
        plug = self.plug(topic, protocol, address, relays=1, announce=BROADCAST_ADDRESS, announce_interval="500ms")
        self.addCleanup(plug.end)
        self.addCleanup(self.begin_as_usual)
        inventory = self.inventory(self.plug("presa1"), plug)
        del inventory.devices[topic]["address"]
        self.write_inventory(inventory)
        since = self.person.now()
        self.presad.control("reload")
        self.wait_for_presence(topic, "Online", since)
        self.assert_switches(plug)

    def test_a_plug_without_an_address_is_found_by_its_announcement(self):
        self.finds("found1", "3.4", "192.168.77.7")

    def test_one_of_3_1_too_which_announces_itself_on_another_port(self):
        self.finds("found2", "3.1", "192.168.77.8")
