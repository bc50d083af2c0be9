"""What Home Assistant's Tasmota integration does at the broker, as far as presad must answer it.

Not Home Assistant: the topics it asks on, the order, and what its parser (hatasmota) requires of a config. Pure.
"""

import json

# On every LWT Online.
poll = (("STATE", "", "RESULT"), ("STATUS", "10", "STATUS10"), ("STATUS", "11", "STATUS11"), ("STATUS", "1", "STATUS1"),
        ("STATUS", "2", "STATUS2"))

# The parser refuses a config without one of these, or of another type. `bat dslp cam if sho sht swn` are optional.
required = {"ip": str, "dn": str, "fn": list, "hn": str, "mac": str, "md": str, "ty": int, "ofln": str, "onln": str,
            "state": list, "sw": str, "t": str, "ft": str, "tp": list, "rl": list, "swc": list, "btn": list, "so": dict,
            "lk": int, "lt_st": int, "ver": int}
optional = {"bat": int, "dslp": int, "cam": int, "if": int, "sho": list, "sht": list, "swn": list}


def refusals(topic, text):
    """Why a config on this topic would be refused; empty when it would not."""
    config = json.loads(text)
    found = [f"{key} is missing" for key in required if key not in config]
    found += [f"{key} is {value!r}" for key, value in config.items()
              if not isinstance(value, {**required, **optional}.get(key, object))]
    found += [f"{key} is unknown" for key in config if key not in required and key not in optional]
    if topic != f"tasmota/discovery/{config['mac']}/config":
        found.append(f"its MAC is {config['mac']}, on {topic}")
    if config["so"].get("4") != 0:
        found.append("SetOption4 is not 0")
    if len(set(config["tp"])) != 3 or "%prefix%" not in config["ft"]:
        found.append("commands and answers share a topic")
    return found


def topic_of(config, prefix, word):
    """A topic as it follows from the config alone."""
    full = config["ft"].replace("%prefix%", config["tp"][("cmnd", "stat", "tele").index(prefix)]).replace("%topic%", config["t"])
    return full + word


def numeric_paths(value, path=()):
    """Each becomes a sensor."""
    for key, inner in value.items():
        if isinstance(inner, dict):
            yield from numeric_paths(inner, (*path, key))
        elif isinstance(inner, (int, float)) and not isinstance(inner, bool):
            yield (*path, key)


def at(value, path):
    for key in path:
        value = value[key]
    return value
