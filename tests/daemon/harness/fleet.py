"""Many simulated plugs in one presad-sim, on consecutive addresses."""

import secrets

from harness.inventory import SecretName
from harness.simulator import Plug, new_local_key


class Fleet(Plug):
    """`name` with 1, 2, … behind it are the topics. presad-sim derives the ids and keys from the first plug's."""

    def __init__(self, folder, name, protocol, addresses, **options):
        self.addresses = addresses
        super().__init__(folder, name, protocol, addresses[0], local_key=new_local_key()[:12] + "0001",
                         device_id="bf" + secrets.token_hex(8) + "0001", relays=1, count=len(addresses), **options)

    def _numbered(self, text, number):
        return f"{text[:-4]}{number:04}"

    def topics(self):
        return [f"{self.topic}{number}" for number in range(1, len(self.addresses) + 1)]

    def local_keys(self):
        return {topic: self._numbered(self.local_key, number) for number, topic in enumerate(self.topics(), 1)}

    def entries(self):
        """Their device entries in presad.yaml, by topic."""
        return {topic: {"type": "tuya", "device_id": self._numbered(self.device_id, number),
                        "local_key": SecretName(topic), "address": self.addresses[number - 1], "version": self.protocol}
                for number, topic in enumerate(self.topics(), 1)}
