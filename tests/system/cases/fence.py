"""The kernel keeps presad on the LAN, whatever presad or somebody who took it over tries."""

import socket
import threading

from machine import LAN_ADDRESS, PUBLIC_ADDRESS, Case, Eavesdropper, wait_for

# Runs in the cgroup of presad.service, which is what the kernel's fence looks at: an attempt to connect by TCP and a
# datagram, as the shell makes them.
_attempt = ("echo $$ > /sys/fs/cgroup{cgroup}/cgroup.procs && exec timeout 5 bash -c "
            "'echo hello > /dev/udp/{address}/7001; echo hello > /dev/tcp/{address}/7000' 2>&1")


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

    def test_a_broker_beyond_the_lan_is_never_spoken_to_and_the_owner_is_told(self):
        self.listen(PUBLIC_ADDRESS, 1884)
        cursor = self.presad.cursor()
        inventory = self.inventory(self.plug("presa1"), url=f"mqtt://{PUBLIC_ADDRESS}:1884")
        self.write_inventory(inventory)
        result = self.presad.control("restart", check=False)

        def told():
            return [one for one in self.presad.entries(cursor) if PUBLIC_ADDRESS in str(one["MESSAGE"])]
        wait_for(told, 30, f"a word of {PUBLIC_ADDRESS} in the journal (restart ended with {result.returncode})")
        since = self.person.now()
        self.write_inventory(self.inventory(self.plug("presa1")))
        self.presad.control("restart")
        self.wait_for_presence("presa1", "Online", since)
        self.assertNotIn(1884, self.ear.packets_to(PUBLIC_ADDRESS))
