"""The kernel keeps presad on the LAN, whatever presad or somebody who took it over tries."""

import json
import socket
import threading

from machine import LAN_ADDRESS, MACHINE_PUBLIC_ADDRESS, PUBLIC_ADDRESS, Case, Eavesdropper, wait_for

# Runs in the cgroup of presad.service, which is what the kernel's fence looks at: an attempt to connect by TCP and a
# datagram, as the shell makes them.
_attempt = ("echo $$ > /sys/fs/cgroup{cgroup}/cgroup.procs && exec timeout 5 bash -c "
            "'echo hello > /dev/udp/{address}/7001; echo hello > /dev/tcp/{address}/7000' 2>&1")


# 203.0.113.0/24 as a network of the owner's own, allowed twice, as docs/presad.yaml.md says.
_range = "203.0.113.0/24"
_documented = f"IPAddressAllow={_range}"


class Fence(Case):
    def setUp(self):
        self.ear = Eavesdropper()
        self.addCleanup(self.ear.close)
        for address in (LAN_ADDRESS, PUBLIC_ADDRESS):
            self.listen(address, 7000)

    def listen(self, address, port):
        server = socket.create_server((address, port))

        def accept_all():
            try:
                while True:
                    server.accept()[0].close()
            except OSError:
                pass  # the case is over

        def end():
            server.shutdown(socket.SHUT_RDWR)  # or the thread would keep it
            server.close()
        self.addCleanup(end)
        threading.Thread(target=accept_all, daemon=True).start()

    def attempt(self, cgroup, address):
        return self.machine.run(_attempt.format(cgroup=cgroup, address=address), check=False)

    def test_a_process_of_the_service_reaches_the_lan_and_nothing_beyond(self):
        cgroup = self.presad.show("ControlGroup")
        self.assertEqual(self.attempt(cgroup, LAN_ADDRESS).returncode, 0)
        self.assertLessEqual({7000, 7001}, set(self.ear.packets_to(LAN_ADDRESS)))
        self.assertNotEqual(self.attempt(cgroup, PUBLIC_ADDRESS).returncode, 0)
        # The same from outside of the service arrives, so what was sent before would be here by now.
        self.assertEqual(self.attempt("", PUBLIC_ADDRESS).returncode, 0)
        wait_for(lambda: self.ear.packets_to(PUBLIC_ADDRESS).get(7000), 10, "the packets of the other process")
        self.assertEqual(self.ear.packets_to(PUBLIC_ADDRESS)[7001], 1, "datagrams: that of the other process alone")

    def fence(self):
        """As presa tells whoever asks."""
        return json.loads(self.machine.output("presa status --json"))["daemon"]["fence"]

    def test_presa_status_says_that_the_fence_is_up_and_down_without_it(self):
        self.assertEqual(self.fence(), "up")
        self.addCleanup(self.restart)  # after the drop-in is gone
        self.drop_in("IPAddressDeny=", "IPAddressAllow=")  # an empty one takes back what the unit says
        self.restart()
        self.assertEqual(self.fence(), "down")

    def test_a_broker_beyond_the_lan_is_never_spoken_to_and_the_owner_is_told(self):
        self.listen(PUBLIC_ADDRESS, 1884)
        cursor = self.presad.cursor()
        inventory = self.inventory(self.plug("presa1"), url=f"mqtt://{PUBLIC_ADDRESS}:1884")
        self.write_inventory(inventory)
        result = self.presad.control("restart", check=False)

        def told():
            return [one for one in self.presad.entries(cursor) if PUBLIC_ADDRESS in str(one["MESSAGE"])]
        wait_for(told, 30, f"a word of {PUBLIC_ADDRESS} in the journal (restart ended with {result.returncode})")
        self.begin_as_usual()
        self.assertNotIn(1884, self.ear.packets_to(PUBLIC_ADDRESS))

    def start_with_the_range_allowed_in(self, inventory):
        inventory.place["allow_addresses"] = _range
        self.write_inventory(inventory)
        self.addCleanup(self.begin_as_usual)  # after the drop-in is gone
        self.presad.control("restart")

    def test_a_device_elsewhere_is_reached_with_the_documented_drop_in_and_not_by_the_inventory_alone(self):
        plug = self.plug("far1", "3.3", PUBLIC_ADDRESS, relays=1)
        self.addCleanup(plug.end)
        cursor = self.presad.cursor()
        self.start_with_the_range_allowed_in(self.inventory(self.plug("presa1"), plug))
        self.presad.wait_for_line(f"far1: unreachable at {PUBLIC_ADDRESS}", cursor)
        self.assertNotIn(6668, self.ear.packets_to(PUBLIC_ADDRESS))
        self.assertEqual(plug.sessions(), 0)
        self.drop_in(_documented)
        self.restart()
        self.wait_for_presence("far1", "Online")
        self.assert_switches(plug)

    def test_a_broker_elsewhere_is_reached_with_the_documented_drop_in_and_not_by_the_inventory_alone(self):
        # The machine's own broker, by an address that is not of the local network.
        cursor = self.presad.cursor()
        since = self.person.now()
        self.start_with_the_range_allowed_in(
            self.inventory(self.plug("presa1"), url=f"mqtt://{MACHINE_PUBLIC_ADDRESS}:1883"))
        self.presad.wait_for_line(f"{MACHINE_PUBLIC_ADDRESS}:1883: ", cursor)  # and not "connected to"
        self.assertEqual(self.person.heard("tele/presad/LWT", "Online", since), [])
        self.drop_in(_documented)
        self.restart()
        self.assert_switches(self.plug("presa1"))
