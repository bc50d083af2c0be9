"""A small MQTT client for the tests: hears everything, forgets nothing, times each arrival."""

import itertools
import socket
import struct
import threading
import time
from dataclasses import dataclass, field

from harness import mqtt_packets as packets
from harness.waiting import limit

_serial = itertools.count(1)


@dataclass
class Message:
    topic: str
    payload: bytes
    retain: bool
    at: float  # time.monotonic() of its arrival
    properties: dict = field(default_factory=dict)

    @property
    def text(self):
        return self.payload.decode("utf-8", "replace")

    @property
    def mark(self):
        """The value of the user property `presad`, or None."""
        return dict(self.properties.get(packets.USER_PROPERTY, [])).get("presad")


class MqttClient:
    def __init__(self, port, version=5, username=None, password=None):
        self._version = version
        self._identifiers = itertools.count(1)
        self._acknowledged = set()
        self._changed = threading.Condition()
        self._ended = False
        self._connect_code = None
        self.messages = []  # all that ever arrived, in order
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=limit(5))
        self._socket.settimeout(None)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._sending = threading.Lock()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self._send(packets.connect(version, f"test-{next(_serial)}", username, password))
        self._wait(lambda: self._connect_code is not None, 5, "CONNACK")
        if self._connect_code:
            raise ConnectionRefusedError(f"the broker answered CONNECT with {self._connect_code:#x}")

    def subscribe(self, *filters):
        """Returns once the broker has granted it."""
        identifier = next(self._identifiers)
        self._send(packets.subscribe(self._version, identifier, filters))
        self._wait(lambda: identifier in self._acknowledged, 5, "SUBACK")
        return self

    def publish(self, topic, payload="", retain=False, response_topic=None, correlation=None):
        """QoS 0, on its way when this returns."""
        pairs = [(packets.RESPONSE_TOPIC, response_topic)] if response_topic else []
        pairs += [(packets.CORRELATION_DATA, correlation)] if correlation else []
        raw = payload if isinstance(payload, bytes) else payload.encode()
        self._send(packets.publish(self._version, topic, raw, retain, pairs=pairs))

    def publish_many(self, messages):
        """`messages`: (topic, payload) pairs, sent in as few writes as the kernel likes."""
        self._send(b"".join(packets.publish(self._version, topic, payload.encode()) for topic, payload in messages))

    def publish_acknowledged(self, topic, payload="", retain=False, mark=None):
        """QoS 1: the broker has it when this returns. `mark`: the value of the user property `presad`."""
        identifier = next(self._identifiers)
        pairs = [(packets.USER_PROPERTY, ("presad", mark))] if mark else []
        self._send(packets.publish(self._version, topic, payload.encode(), retain, 1, identifier, pairs))
        self._wait(lambda: identifier in self._acknowledged, 5, "PUBACK")

    def now(self):
        """The present place in `messages`, for `since`."""
        with self._changed:
            return len(self.messages)

    def heard(self, wanted, since=0):
        """Those messages since then for which `wanted(message)` is true."""
        with self._changed:
            return [message for message in self.messages[since:] if wanted(message)]

    def place_of(self, message):
        """Where it stands in `messages`: this one, not another that says the same and came with it."""
        with self._changed:
            return next(place for place, one in enumerate(self.messages) if one is message)

    def take(self):
        """What was heard since the last call, which is then forgotten: for who listens for long."""
        with self._changed:
            heard, self.messages = self.messages, []
            return heard

    def wait_for(self, wanted, seconds, what, since=0, count=1):
        """Gives the first `count` messages that are `wanted`."""
        self._wait(lambda: len([m for m in self.messages[since:] if wanted(m)]) >= count, seconds, lambda: (
            f"{what}; heard since then:\n" + "".join(f"  {m.topic} {m.text[:300]}\n" for m in self.messages[since:])))
        return self.heard(wanted, since)[:count]

    def timed(self, topic, payload, answer_topic, seconds=10):
        """Publishes and gives the seconds until the next message on `answer_topic` arrives."""
        since, sent = self.now(), time.monotonic()
        self.publish(topic, payload)
        return self.wait_for(lambda m: m.topic == answer_topic, seconds, answer_topic, since)[0].at - sent

    def close(self):
        try:
            self._socket.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass  # the broker was faster
        self._reader.join()  # else it might read what comes to the next one, whose socket gets the same number
        self._socket.close()

    def _send(self, raw):
        with self._sending:
            self._socket.sendall(raw)

    def _wait(self, condition, seconds, what):
        with self._changed:
            if self._changed.wait_for(lambda: condition() or self._ended, limit(seconds)) and condition():
                return
            reason = "the connection ended" if self._ended else f"{limit(seconds):.1f} s went by"
            raise AssertionError(f"{reason} while waiting for {what() if callable(what) else what}")

    def _read(self):
        buffer = bytearray()
        try:
            while received := self._socket.recv(1 << 16):
                at = time.monotonic()
                buffer += received
                while (size := packets.read_number(buffer, 1)) and len(buffer) >= size[1] + size[0]:
                    body_start, body_end = size[1], size[1] + size[0]
                    self._take(buffer[0], bytes(buffer[body_start:body_end]), at)
                    del buffer[:body_end]
        except OSError:
            pass
        with self._changed:
            self._ended = True
            self._changed.notify_all()

    def _take(self, first, body, at):
        kind = first >> 4
        with self._changed:
            if kind == packets.PUBLISH:
                topic, place = packets.read_text(body, 0)
                place += 2 if first & 6 else 0
                found, place = packets.read_properties(body, place) if self._version == 5 else ({}, place)
                self.messages.append(Message(topic.decode(), body[place:], bool(first & 1), at, found))
            elif kind == packets.CONNACK:
                self._connect_code = body[1]
            elif kind in (packets.SUBACK, packets.PUBACK):
                self._acknowledged.add(struct.unpack_from("!H", body)[0])
            self._changed.notify_all()
