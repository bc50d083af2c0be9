"""An MQTT 3.1.1 client that costs little: one thread, one blocking socket, no memory of what it heard."""

import socket
import time

from harness import mqtt_packets as packets


class Client:
    def __init__(self, port, *filters):
        self._socket = socket.create_connection(("127.0.0.1", port))
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._buffer = b""
        self._socket.sendall(packets.connect(4, "bench"))
        self._wait_for(packets.CONNACK)
        self._socket.sendall(packets.subscribe(4, 1, filters))
        self._wait_for(packets.SUBACK)

    def publish(self, *messages):
        """`messages`: (topic, payload), in one write."""
        self._socket.sendall(b"".join(packets.publish(4, topic, payload.encode()) for topic, payload in messages))

    def read(self, seconds):
        """Those that came within `seconds`, as (topic, payload, retained); at once when there are some."""
        self._socket.settimeout(seconds)
        try:
            self._buffer += self._take()
        except TimeoutError:
            return []
        return [(body[2:2 + int.from_bytes(body[:2], "big")].decode(), body[2 + int.from_bytes(body[:2], "big"):].decode(),
                 bool(first & 1)) for first, body in self._packets() if first >> 4 == packets.PUBLISH]

    def trip(self, topic, payload, answer_topic, seconds=5):
        """Microseconds until `answer_topic` comes; None when it does not."""
        began = time.perf_counter()
        self.publish((topic, payload))
        while time.perf_counter() - began < seconds:
            if any(each[0] == answer_topic and not each[2] for each in self.read(seconds)):
                return (time.perf_counter() - began) * 1e6
        return None

    def close(self):
        self._socket.close()

    def _take(self):
        received = self._socket.recv(1 << 18)
        if not received:
            raise AssertionError("the broker closed the connection")
        return received

    def _packets(self):
        at, buffer = 0, self._buffer
        while (size := packets.read_number(buffer, at + 1)) and len(buffer) >= size[1] + size[0]:
            yield buffer[at], buffer[size[1]:size[1] + size[0]]
            at = size[1] + size[0]
        self._buffer = buffer[at:]

    def _wait_for(self, kind):
        self._socket.settimeout(10)
        while not any(first >> 4 == kind for first, _ in self._packets()):
            self._buffer += self._take()
