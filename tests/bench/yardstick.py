"""presad and `ideal`, back to back, by the yardstick's own bench.py: its farm of plugs, its load client."""

import json
import os
import subprocess
import sys
import tempfile

from farm import report_at_once
from table import counts, row

_wrapper = os.path.join(os.path.dirname(os.path.abspath(__file__)), "as-the-yardstick-wants-it")

# What is read from a phase's line: words, path, unit.
_figures = {
    "startup": [("start to all states", ("all_states_s",), "s")],
    "seq": [("command to POWER, p50", ("rtt_us", "p50"), "us"), ("command to POWER, p99", ("rtt_us", "p99"), "us"),
            ("command to POWER, maximum", ("rtt_us", "max"), "us"), ("command to RESULT, p50", ("result_us", "p50"), "us"),
            ("command to plug, p50", ("cmd_to_device_us", "p50"), "us")],
    "push": [("push to MQTT, p50", ("push_us", "p50"), "us")],
    "tput": [("commands per second", ("commands_per_s",), "1/s"), ("CPU per command", ("daemon_cpu_us_per_command",), "us")],
    "idle": [("memory (PSS)", ("pss_kib",), "KiB"), ("idle CPU", ("cpu_s",), "s")],
    "recover_passive": [("mass drop, sessions back", ("all_sessions_s",), "s")],
    "recover_devices": [("mass drop under commands, all obey", ("all_s",), "s"),
                        ("mass drop under commands, sessions back", ("all_sessions_s",), "s")],
    "recover_broker": [("broker back, first command", ("first_s",), "s"),
                       ("most sessions to one plug, in all of this", ("session_peak",), "")],
}
# What is right on every machine, however busy.
_most = {("session_peak",): 1}


def _run(folder, program, label, count, commands, seconds, idle_seconds, phases=tuple(_figures)):
    with tempfile.NamedTemporaryFile("r", suffix=".jsonl") as lines:
        subprocess.run([sys.executable, os.path.join(folder, "bench.py"), "--peer", "exec", "--exec", program, "--label", label,
                        "--n", str(count), "--broker-nodelay", "--out", lines.name, "--count", str(commands), "--push-count",
                        str(commands), "--repeat", "1", "--tput-s", str(max(1, round(seconds))), "--idle-s",
                        str(max(1, round(idle_seconds))), "--windows", f"{min(64, count)}" + (f",{count}" if count > 64 else ""),
                        "--phases", ",".join(phases)], check=True, stdout=subprocess.DEVNULL)
        phases = [json.loads(line) for line in lines]
    if failed := [each for each in phases if "error" in each]:
        raise AssertionError(f"{label}, {count} plugs: {failed}")
    return phases


def _read(found, path):
    for name in path:
        found = (found or {}).get(name)
    return found


def _side_by_side(ours, ideal, where, count):
    for mine, least in zip(ours, ideal):
        usable = all(counts(each["floor_us"]["p50"], each["floor_us"]["p99"]) for each in (mine, least) if each.get("floor_us"))
        window = f", {mine['window']} at once" if "window" in mine else ""
        for words, path, unit in _figures.get(mine["phase"], ()):
            bound = {"most": _most[path]} if path in _most else {}
            yield row(f"{words}{window}, {where}", _read(mine, path), unit, ideal=_read(least, path), counts=usable,
                      plugs=count, **bound)


def as_shipped(folder, count, commands):
    """What a command costs with the pause that presad leaves between two to one plug."""
    os.environ["PRESAD_AS_SHIPPED"] = "yes"
    ours = _run(folder, _wrapper, "presad", count, commands, 1, 1, ("startup", "seq"))
    del os.environ["PRESAD_AS_SHIPPED"]
    ideal = _run(folder, os.path.join(os.environ["BENCH_BIN"], "ideal"), "ideal", count, commands, 1, 1, ("startup", "seq"))
    yield from _side_by_side(ours[1:], ideal[1:], f"{count} plugs, as shipped", count)


def both(folder, count, commands, seconds, idle_seconds):
    ours = _run(folder, _wrapper, "presad", count, commands, seconds, idle_seconds)
    least_code = os.path.join(os.environ["BENCH_BIN"], "ideal")
    ideal = _run(folder, least_code, "ideal", count, commands, seconds, idle_seconds)
    yield from _side_by_side(ours, ideal, f"{count} plugs", count)
    yield row(f"all plugs report at once, {count} plugs", report_at_once(_wrapper, count), "ms",
              ideal=report_at_once(least_code, count), plugs=count)
