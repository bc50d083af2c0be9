"""The few MQTT packets that the tests need, 3.1.1 and 5, as bytes. Pure.

The tests carry a client of their own so that a message's arrival is timed and its retain flag and user
properties are seen without a second program between. Source: the OASIS standards MQTT 3.1.1 and 5.0.
"""

import struct

CONNECT, CONNACK, PUBLISH, PUBACK, SUBSCRIBE, SUBACK, PINGREQ, DISCONNECT = 1, 2, 3, 4, 8, 9, 12, 14

RESPONSE_TOPIC, CORRELATION_DATA, USER_PROPERTY = 0x08, 0x09, 0x26

# Properties that a broker may add to what it delivers, by the shape of their value (MQTT 5, table 2-4).
_one_byte, _two_bytes, _four_bytes = {0x01, 0x17, 0x19, 0x24, 0x25, 0x28, 0x29, 0x2A}, {0x13, 0x21, 0x22, 0x23}, {0x02, 0x11, 0x18, 0x27}
_texts = {0x03, 0x08, 0x09, 0x12, 0x15, 0x16, 0x1A, 0x1C, 0x1F}


def number(value):
    """A variable byte integer."""
    out = bytearray()
    while True:
        value, digit = value >> 7, value & 0x7F
        out.append(digit | (0x80 if value else 0))
        if not value:
            return bytes(out)


def text(value):
    raw = value if isinstance(value, bytes) else value.encode()
    return struct.pack("!H", len(raw)) + raw


def packet(kind, flags, body):
    return bytes([kind << 4 | flags]) + number(len(body)) + body


def properties(version, pairs=()):
    """`pairs`: (identifier, text) or (USER_PROPERTY, (name, value)). Nothing at all on 3.1.1."""
    if version != 5:
        return b""
    body = b"".join(bytes([key]) + (text(value[0]) + text(value[1]) if key == USER_PROPERTY else text(value))
                    for key, value in pairs)
    return number(len(body)) + body


def connect(version, client_id, username=None, password=None, keep_alive=0):
    flags = 0x02 | (0x80 if username is not None else 0) | (0x40 if password is not None else 0)
    body = text("MQTT") + bytes([version, flags]) + struct.pack("!H", keep_alive) + properties(version) + text(client_id)
    for part in (username, password):
        if part is not None:
            body += text(part)
    return packet(CONNECT, 0, body)


def publish(version, topic, payload, retain=False, qos=0, identifier=1, pairs=()):
    body = text(topic) + (struct.pack("!H", identifier) if qos else b"") + properties(version, pairs) + payload
    return packet(PUBLISH, qos << 1 | int(retain), body)


def subscribe(version, identifier, filters):
    body = struct.pack("!H", identifier) + properties(version) + b"".join(text(one) + b"\x00" for one in filters)
    return packet(SUBSCRIBE, 2, body)


def read_number(buffer, at):
    """Gives (value, next place), or None while bytes are missing."""
    value = shift = 0
    while at < len(buffer):
        value |= (buffer[at] & 0x7F) << shift
        shift += 7
        at += 1
        if not buffer[at - 1] & 0x80:
            return value, at
    return None


def read_text(buffer, at):
    size = struct.unpack_from("!H", buffer, at)[0]
    return bytes(buffer[at + 2:at + 2 + size]), at + 2 + size


def read_properties(buffer, at):
    """Gives ({identifier: [values]}, next place)."""
    size, at = read_number(buffer, at)
    end, found = at + size, {}
    while at < end:
        key, at = buffer[at], at + 1
        if key in _one_byte:
            value, at = buffer[at], at + 1
        elif key in _two_bytes:
            value, at = struct.unpack_from("!H", buffer, at)[0], at + 2
        elif key in _four_bytes:
            value, at = struct.unpack_from("!I", buffer, at)[0], at + 4
        elif key == 0x0B:
            value, at = read_number(buffer, at)
        elif key == USER_PROPERTY:
            name, at = read_text(buffer, at)
            content, at = read_text(buffer, at)
            value = (name.decode(), content.decode())
        elif key in _texts:
            value, at = read_text(buffer, at)
        else:
            raise ValueError(f"property {key:#x} is not in MQTT 5")
        found.setdefault(key, []).append(value)
    return found, end
