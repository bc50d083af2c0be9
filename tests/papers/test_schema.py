"""presa config schema says what the readers say: each key, each range, each word, tried with presa check.

    test_schema.py PRESA
"""

import json
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
PRESA = sys.argv.pop(1)
SCHEMA = json.loads(subprocess.run([PRESA, "config", "schema"], check=True, capture_output=True, timeout=30).stdout)

DEVICES = {
    "tuya": {"type": "tuya", "device_id": "bff7e612edf4edb899ua", "local_key": "0123456789abcdef"},
    "tuya_sub": {"type": "tuya", "gateway": "hub", "cid": "a1"},
    "tasmota": {"type": "tasmota", "address": "127.0.0.9"},
}
OWN = [DEVICES["tuya"]["device_id"], DEVICES["tuya_sub"]["cid"]]  # no two devices have the same
HUB = {"type": "tuya", "device_id": "bff7e612edf4edb899ub", "local_key": "0123456789abcdef"}

# What only the readers can tell: here the schema lets more pass, and something that both take is named.
ONLY_READERS_TELL = {
    "url": "mqtt://localhost:1883", "full_topic": "%prefix%/%topic%/", "group_topic": "all", "mac": "84:E3:42:7A:1B:2C",
    "address": "127.0.0.9", "device_id": "bff7e612edf4edb899ua", "local_key": "0123456789abcdef",
    "allow_addresses": "100.64.0.0/10", "gateway": "hub", "ca_file": None, "cert_file": None, "key_file": None,
    "wake_datapoints": [18, 19],
}
TOGETHER = {"latitude": {"longitude": 1}, "longitude": {"latitude": 1}, "password": {"username": "x"}}


def fits(schema, value):
    """JSON Schema, draft 7, as far as ours goes; a word of it that is not known here fails."""
    if schema is True or schema is False:
        return schema
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    kinds = {"object": dict, "array": list, "string": str, "boolean": bool, "null": type(None)}

    def is_kind(kind):
        if kind in ("number", "integer"):
            return is_number and (kind == "number" or value == int(value))
        return isinstance(value, kinds[kind])

    def same(one):
        return one == value and isinstance(one, bool) == isinstance(value, bool)

    verdicts = {
        "type": lambda it: any(map(is_kind, [it] if isinstance(it, str) else it)),
        "enum": lambda it: any(map(same, it)),
        "const": same,
        "anyOf": lambda it: any(fits(each, value) for each in it),
        "allOf": lambda it: all(fits(each, value) for each in it),
        "minimum": lambda it: not is_number or value >= it,
        "maximum": lambda it: not is_number or value <= it,
        "minLength": lambda it: not isinstance(value, str) or len(value) >= it,
        "maxLength": lambda it: not isinstance(value, str) or len(value) <= it,
        "pattern": lambda it: not isinstance(value, str) or re.search(it, value) is not None,
        "maxItems": lambda it: not isinstance(value, list) or len(value) <= it,
        "uniqueItems": lambda it: not isinstance(value, list) or len(value) == len(set(map(str, value))),
        "items": lambda it: not isinstance(value, list) or all(fits(it, each) for each in value),
        "required": lambda it: not isinstance(value, dict) or all(key in value for key in it),
        "properties": lambda it: not isinstance(value, dict) or all(fits(it[key], value[key]) for key in value if key in it),
        "additionalProperties": lambda it: not isinstance(value, dict) or all(
            fits(it, value[key]) for key in value if key not in schema.get("properties", {})),
        "propertyNames": lambda it: not isinstance(value, dict) or all(fits(it, key) for key in value),
        "if": lambda it: fits(schema.get("then" if fits(it, value) else "else", True), value),
        "$ref": lambda it: fits(SCHEMA["definitions"][it.rsplit("/", 1)[1]], value),
    }
    silent = {"$schema", "title", "description", "definitions", "then", "else"}
    return all(verdicts[word](it) for word, it in schema.items() if word not in silent)


def yaml(value):
    """JSON is YAML, but for its words in quotes: those are written bare where they can be."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)}: {yaml(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(yaml, value)) + "]"
    return json.dumps(value)


def candidates(key, schema):
    """Values at both sides of each border, of every kind, and words that are none."""
    found = [[], {}, "no word of it", -1_000_000, 1_000_000_000, [1, 1]]
    if key not in ONLY_READERS_TELL:
        found += [True, 0, 1, 0.5]
    for one in [schema, schema.get("items", {})] + schema.get("anyOf", []):
        for border in ("minimum", "maximum"):
            if border in one:
                found += [one[border], one[border] - 1, one[border] + 1]
        found += one.get("enum", [])
        if "maxLength" in one and key not in ONLY_READERS_TELL:
            found += ["x" * one["maxLength"], "x" * (one["maxLength"] + 1), "x" * one["minLength"], "x" * (one["minLength"] - 1)]
    if "maxItems" in schema and schema["items"].get("type") == "integer":
        found += [list(range(30, 30 + schema["maxItems"])), list(range(30, 31 + schema["maxItems"]))]
    if key == "wake_datapoints":
        found = [each for each in found if not isinstance(each, list)] + [[256], [0], [30, 31, 32, 33]]
    if key in ONLY_READERS_TELL:
        found = [each for each in found if not isinstance(each, (str, int, float))] + [ONLY_READERS_TELL[key]]
    return [each for each in found if each is not None]


class Schema(unittest.TestCase):
    def agree(self, inventories):
        """`inventories`: {what is tried: inventory}. Both take each, or neither does."""
        disagreeing = []
        with tempfile.TemporaryDirectory() as folder:
            for name, inventory in inventories.items():
                done, _ = self.check(folder, yaml(inventory))
                if (done.returncode == 0) != fits(SCHEMA, inventory):
                    disagreeing.append(f"{name}: schema {fits(SCHEMA, inventory)}, reader {done.stdout}")
        self.assertEqual(disagreeing, [])

    def agree_on_devices(self, devices):
        """The same for many devices, {what is tried: device}, in one inventory: a line for each."""
        text, lines = "devices:\n  hub: " + yaml(HUB) + "\n", {}
        for number, (name, device) in enumerate(devices.items()):
            unique = {"device_id": f"{number:020}", "cid": f"c{number}"}
            lines[number + 3] = name, {key: unique[key] if key in unique and value in OWN else value
                                       for key, value in device.items()}
            text += f"  x{number}: {yaml(lines[number + 3][1])}\n"
        with tempfile.TemporaryDirectory() as folder:
            _, refused = self.check(folder, text)
        self.assertEqual([f"{name}: schema {not complaint}, reader: {complaint}" for line, (name, device) in lines.items()
                          for complaint in [refused.get(line, "")]
                          if fits(SCHEMA, {"devices": {"hub": HUB, "x": device}}) != (not complaint)], [])

    @staticmethod
    def check(folder, text):
        """How presa ends, and what it complains of in each line."""
        path = pathlib.Path(folder, "presad.yaml")
        path.write_text(text + "\n", encoding="utf-8")
        done = subprocess.run([PRESA, "check", "--json", "--config", str(path), "--secrets", folder + "/none"],
                              capture_output=True, text=True, timeout=60)
        refused = {}
        for finding in json.loads(done.stdout)["findings"]:
            place = finding["place"].split(":")
            if finding["severity"] == "error" and len(place) > 1:
                refused[int(place[1])] = finding["message"]
        return done, refused

    def tried(self, where, schema, build):
        inventories = {}
        for key, one in schema["properties"].items():
            if one.get("type") == ["object", "null"] or key in ("devices", "datapoints", "type") and where != "datapoint":
                continue
            if (where, key) == ("tuya", "cid"):
                continue  # which needs a gateway, says the reader
            for value in candidates(key, one if isinstance(one, dict) else {}):
                inventories[f"{where}.{key}: {value!r:.60}"] = build({**TOGETHER.get(key, {}), key: value})
        return inventories

    def test_the_sections_beside_the_devices(self):
        self.agree(self.tried("", SCHEMA, lambda keys: {"devices": {}, **keys}))
        for section in ("mqtt", "home_assistant"):
            self.agree(self.tried(section, SCHEMA["properties"][section], lambda keys: {"devices": {}, section: keys}))

    def test_the_devices(self):
        for name, device in DEVICES.items():
            schema = SCHEMA["definitions"][device["type"]]
            self.agree_on_devices(self.tried(name, schema, lambda keys: {**device, **keys}))

    def test_the_datapoints(self):
        row = SCHEMA["definitions"]["tuya"]["properties"]["datapoints"]["items"]
        self.agree_on_devices(self.tried("datapoint", row, lambda keys: {
            **DEVICES["tuya"], "datapoints": [{"id": 9, **keys}]}))

    def test_what_is_required_what_is_unknown_and_what_a_topic_is(self):
        tried = {"nothing": {}, "no type": {"devices": {"x": {}}}, "unknown type": {"devices": {"x": {"type": "tuja"}}},
                 "unknown": {"devices": {}, "mqqt": {}}, "unknown in mqtt": {"devices": {}, "mqtt": {"ulr": "x"}}}
        for name, device in DEVICES.items():
            for key in device:
                less = {each: value for each, value in device.items() if each != key}
                if (name, key) != ("tuya_sub", "gateway"):
                    tried[f"{name} without {key}"] = {"devices": {"hub": HUB, "x": less}}
            tried[f"{name} with an unknown key"] = {"devices": {"hub": HUB, "x": {**device, "locak_key": 1}}}
        for key, value in (("local_key", "0123456789abcdef"), ("address", "127.0.0.8"), ("version", 3.3)):
            tried[f"a sub-device with {key}"] = {"devices": {"hub": HUB, "x": {**DEVICES["tuya_sub"], key: value}}}
        for topic in ("x" * 64, "x" * 65, "a/b", "a+", "a#", "a b", "$a", "%a"):
            tried[f"topic {topic}"] = {"devices": {topic: DEVICES["tuya"]}}
        tried["a datapoint without id"] = {"devices": {"x": {**DEVICES["tuya"], "datapoints": [{"name": "x"}]}}}
        tried.pop("nothing")  # an empty inventory is refused with words of its own
        self.agree(tried)

    def test_the_documentation_has_the_same_keys(self):
        keys = set()
        for line in (ROOT / "docs" / "presad.yaml.md").read_text(encoding="utf-8").splitlines():
            if line.startswith("| `"):
                keys.update(re.findall(r"`(?:\w+: )?(\w+)`", line.split("|")[1]))
        schema = set(SCHEMA["properties"]["mqtt"]["properties"]) | {"discovery", "latitude", "longitude", "allow_addresses"}
        for family in ("tuya", "tasmota"):
            schema |= set(SCHEMA["definitions"][family]["properties"])
        self.assertEqual(sorted(schema), sorted(keys))

    def test_the_shipped_file_is_what_presa_prints(self):
        shipped = (ROOT / "config" / "presad.schema.json").read_text(encoding="utf-8")
        self.assertEqual(shipped, subprocess.run([PRESA, "config", "schema"], capture_output=True, text=True, timeout=30).stdout,
                         "presa config schema > config/presad.schema.json")


if __name__ == "__main__":
    unittest.main()
