"""presad.yaml and its secrets file, as a test needs them."""

import json
import os


class SecretName(str):
    """Written as `!secret name`."""


def _value(value):
    # Text is written as a JSON string, which YAML reads as the same text, whatever is in it.
    return f"!secret {value}" if isinstance(value, SecretName) else json.dumps(value, ensure_ascii=False)


def _lines(entries, indent):
    for key, value in entries.items():
        if isinstance(value, dict):
            yield f"{indent}{key}:"
            yield from _lines(value, indent + "  ")
        else:
            yield f"{indent}{key}: {value if key == 'version' else _value(value)}"


class Secrets(dict):
    """By name, as they are now; and every one that there ever was, for the search at the end."""

    def __init__(self):
        super().__init__()
        self.ever = []

    def __setitem__(self, name, value):
        super().__setitem__(name, value)
        self.ever.append((name, value))

    def update(self, *others, **more):
        for name, value in dict(*others, **more).items():
            self[name] = value


class Inventory:
    """Two files in `folder`; change the members and write() again."""

    def __init__(self, folder, port):
        self.path = os.path.join(folder, "presad.yaml")
        self.secrets_path = os.path.join(folder, "secrets.yaml")
        self.mqtt = {"url": f"mqtt://127.0.0.1:{port}"}
        self.home_assistant = {}
        self.place = {}  # latitude and longitude
        self.devices = {}
        self.secrets = Secrets()

    def secret(self, name, value):
        self.secrets[name] = value
        return SecretName(name)

    def text(self):
        home_assistant = {"home_assistant": self.home_assistant} if self.home_assistant else {}
        return "\n".join(_lines({"mqtt": self.mqtt, **home_assistant, **self.place, "devices": self.devices}, "")) + "\n"

    def secrets_text(self):
        return "\n".join(_lines(self.secrets, "")) + "\n"

    def write(self):
        self.write_text(self.text())
        with open(self.secrets_path, "w", encoding="utf-8") as file:
            os.chmod(self.secrets_path, 0o600)
            file.write(self.secrets_text())
        return self

    def write_text(self, text):
        """Something else in presad.yaml, for tests of mistakes."""
        raw = text if isinstance(text, bytes) else text.encode()
        with open(self.path, "wb") as file:
            file.write(raw)
