"""presad-sim as a process: one simulated plug on an address of its own, or a row of them."""

import json
import re
import secrets
import signal

from harness.inventory import SecretName
from harness.presad import program
from harness.process import Process

# Real keys hold such characters (make-all/tuya-local issue 1065): quoting is under test in every test.
_key_letters = "abcdefghkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789`'\\<;$#:&"


def new_local_key():
    return "".join(secrets.choice(_key_letters) for _ in range(16))


class Plug:
    """A plug that can be switched off, moved, broken and asked what it saw, all through its own terminal."""

    def __init__(self, folder, topic, protocol, address, local_key=None, device_id=None, **options):
        self.topic = topic
        self.protocol = protocol
        self.address = address
        self.local_key = local_key or new_local_key()
        self.device_id = device_id or "bf" + secrets.token_hex(10)
        self._folder = folder
        self._options = options
        self._count = 0
        self.process = None
        self.start()

    def start(self, **changed):
        """Plugs it in; `changed` options (as presad-sim's, with _ for -) hold from now on."""
        self._options.update(changed)
        self._count += 1
        command = [program("presad-sim"), "tuya", f"--protocol={self.protocol}", f"--address={self.address}",
                   f"--name={self.topic}", f"--id={self.device_id}", f"--key={self.local_key}"]
        for name, value in self._options.items():
            for one in value if isinstance(value, (list, tuple)) else [value]:
                command.append(f"--{name.replace('_', '-')}" + ("" if one is True else f"={one}"))
        self.process = Process(f"presad-sim-{self.topic}-{self._count}", command, self._folder)
        self.process.wait_for_line(rf"^ready plug={self._options.get('count', 1)} ", 10)
        return self

    def entry(self):
        """Its device entry in presad.yaml."""
        return {"type": "tuya", "device_id": self.device_id, "local_key": SecretName(self.topic),
                "address": self.address, "version": self.protocol}

    # --- what people do to it ------------------------------------------------------------------------------

    def act(self, line):
        """Types an action (`presad-sim tuya --help` lists them) and waits until it is done."""
        self._type_and_look(line)
        if moved := re.fullmatch(r"move (\S+)", line):
            self.address = moved[1]

    def press(self, relay=1):
        self.act(f"press {relay}")

    def fault(self, name):
        """`none` ends all faults."""
        self.act(f"fault {name}")

    def kill(self):
        """Its program dies: connections end, the port is closed."""
        self.process.kill()

    def freeze(self):
        """It keeps its connections and says nothing any more, until thaw()."""
        self.process.send_signal(signal.SIGSTOP)

    def thaw(self):
        self.process.send_signal(signal.SIGCONT)

    def end(self):
        self.process.kill()

    # --- what it knows ---------------------------------------------------------------------------------------

    def datapoints(self):
        """As they are now, by id."""
        return json.loads(re.search(r" dps=(\{.*\})", self._type_and_look("show"))[1])

    def relay(self, number=1):
        """Where the relay really is."""
        return self.datapoints()[str(number)]

    def sessions(self, since=0):
        """How many connections it accepted."""
        return len(re.findall(r"^plug=1 connected", self.process.log_since(since), re.MULTILINE))

    def _type_and_look(self, line):
        mark = self.process.log_mark()
        self.process.type_line(line if line == "show" else f"{line}\nshow")
        found = self.process.wait_for_line(r"^(error .*|plug=1 (?:error .*|state .*))\n", 5, since=mark)[1]  # the whole line
        if "error " in found[:14]:
            raise AssertionError(f"{self.topic}: {line!r} was answered {found!r}")
        return found
