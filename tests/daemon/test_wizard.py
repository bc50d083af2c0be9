#!/usr/bin/env python3
"""presa wizard against a cloud of our own: what it finds, what it says of refusals, and that no secret gets anywhere."""

import json
import os
import pathlib
import pty
import re
import select
import shutil
import signal
import stat
import subprocess
import tempfile
import termios
import threading
import time
import unittest

from harness import DaemonTest, limit, main, wait_for
from harness.cloud import Cloud, refusal, signature
from harness.presad import program
from harness.simulator import new_local_key

_root = pathlib.Path(__file__).resolve().parents[2]


def device(number, **more):
    return {"id": f"bf{number:020d}", "name": f"Plug {number} ✓", "local_key": f"'\"\\`<;$#:{number:07d}", "uid": Cloud.owner,
            "category": "cz", "product_name": "Smart Socket", "sub": False, "ip": "93.184.216.34", "status": [], **more}


class Terminal:
    """A program at a terminal of its own, and what a person sees there."""

    def __init__(self, command):
        self.pid, self._descriptor = pty.fork()
        if self.pid == 0:
            os.execv(command[0], command)
        self.seen = ""

    def wait_for(self, text, seconds=10):
        deadline = time.monotonic() + limit(seconds)
        while text not in self.seen:
            if not self._read(deadline):
                raise AssertionError(f"waited in vain for {text!r}; seen:\n{self.seen}")

    def _read(self, deadline):
        ready, _, _ = select.select([self._descriptor], [], [], max(0, deadline - time.monotonic()))
        try:
            piece = os.read(self._descriptor, 4096) if ready else b""
        except OSError:  # EIO: it has ended
            piece = b""
        self.seen += piece.decode("utf-8", "replace")
        return piece

    def type(self, text):
        os.write(self._descriptor, text.encode())

    def echoes(self):
        return bool(termios.tcgetattr(self._descriptor)[3] & termios.ECHO)

    def end(self):
        """Reads to the end; gives the status, below zero for a signal."""
        while self._read(time.monotonic() + limit(20)):
            pass
        status = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        os.close(self._descriptor)
        return status


class Wizard(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="presad-test-")
        self.addCleanup(shutil.rmtree, self.folder)
        self.said = ""
        self.cloud = self._cloud([device(1), device(2)])

    def _cloud(self, devices, **options):
        cloud = Cloud(devices, **options)
        self.addCleanup(cloud.end)
        return cloud

    def tearDown(self):
        """Whatever was asked and answered: keys, secret and tokens are in nothing that presa said."""
        for secret in [self.cloud.access_secret, *self.cloud.tokens, *(d["local_key"] for d in self.cloud.devices)]:
            self.assertNotIn(secret, self.said)

    def _path(self, name):
        return os.path.join(self.folder, name)

    def _credentials(self, **more):
        return "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in {
            "access_id": self.cloud.access_id, "access_secret": self.cloud.access_secret, **more}.items())

    def _command(self, *words, server=None):
        return [program("presa"), "wizard", "--server", server or self.cloud.url, "--config", self._path("presad.yaml"), *words]

    def _wizard(self, *words, credentials=None, server=None):
        """Runs it with the credentials on standard input; gives status, output, complaints."""
        done = subprocess.run(self._command(*words, server=server), capture_output=True, timeout=limit(60), check=False,
                              input=(self._credentials() if credentials is None else credentials).encode())
        output, complaints = done.stdout.decode(), done.stderr.decode()
        self.said += output + complaints
        return done.returncode, output, complaints

    def _refused(self, *words, status=1, **more):
        got, output, complaints = self._wizard(*words, **more)
        self.assertEqual((got, output), (status, ""), complaints)
        return complaints

    def _devices_file(self, name="devices.json"):
        with open(self._path(name), encoding="utf-8") as file:
            return json.load(file)

    # --- the server that judges ------------------------------------------------------------------------------

    def test_our_server_checks_signatures_as_the_vendors_documentation_does(self):
        vectors = json.loads((_root / "tests/vectors/cloud/signature.json").read_text(encoding="utf-8"))
        self.assertEqual(len(vectors), 2)
        for one in vectors:
            self.assertEqual(signature(one["secret"], one["client_id"], one["access_token"], one["t"], one["nonce"],
                                       one["signed_headers"], one["method"], one["url"]), one["sign"])

    # --- what is found ---------------------------------------------------------------------------------------

    def test_by_one_device_all_of_the_account_with_keys_to_the_last_sign(self):
        status, output, complaints = self._wizard("--device-id", device(1)["id"], "--output", self._path("devices.json"))
        self.assertEqual(status, 0, complaints)
        self.assertIn("2 devices, 2 with a key\n", output)
        self.assertIn(f"{device(2)['id']}  ••••    Plug 2 ✓ (Smart Socket)\n", output)
        found = self._devices_file()
        self.assertEqual([(d["id"], d["name"], d["key"]) for d in found],
                         [(d["id"], d["name"], d["local_key"]) for d in self.cloud.devices])
        self.assertEqual(found[1]["mac"], "5ccf7f000001")
        self.assertNotIn("ip", found[0])  # the cloud's is the household's public one
        self.assertEqual(stat.S_IMODE(os.stat(self._path("devices.json")).st_mode), 0o600)
        self.assertEqual(self.cloud.asked[1], f"/v1.0/devices/{device(1)['id']}")

    def test_all_linked_accounts_page_by_page(self):
        self.cloud.devices = [device(i) for i in range(1, 62)]
        self.cloud.page_size = 25
        status, output, complaints = self._wizard("--output", self._path("devices.json"))
        self.assertEqual(status, 0, complaints)
        self.assertIn("61 devices, 61 with a key\n", output)
        self.assertEqual(len(self._devices_file()), 61)
        pages = [one for one in self.cloud.asked if one.startswith("/v1.0/iot-01")]
        self.assertEqual(pages[1], "/v1.0/iot-01/associated-users/devices?last_row_key=row%2F25&size=50")
        self.assertEqual(len(pages), 3)
        self.assertEqual(len([one for one in self.cloud.asked if "factory-infos" in one]), 4)

    def test_a_sub_device_is_told_with_its_gateway_and_one_without_a_key_is_told(self):
        self.cloud.devices = [device(1), device(2, local_key="", sub=True, gateway_id=device(1)["id"], node_id="a4c1380")]
        status, output, _ = self._wizard("--output", self._path("devices.json"))
        self.assertEqual(status, 0)
        self.assertIn(f"no key  Plug 2 ✓ (Smart Socket), behind {device(1)['id']}\n", output)
        self.assertEqual((self._devices_file()[1]["node_id"], self._devices_file()[1]["parent"]), ("a4c1380", device(1)["id"]))
        self.cloud.devices = [device(1)]  # an empty key is found in everything

    def test_without_output_or_write_it_is_only_shown(self):
        before = sorted(os.listdir(self.folder))
        status, output, complaints = self._wizard()
        self.assertEqual((status, complaints), (0, ""))
        self.assertIn("2 devices, 2 with a key\n", output)
        self.assertRegex(output, r"(?m)^new +plug_1_✓ +Plug 1 ✓$")
        self.assertIn("+    local_key: !secret plug_1_✓\n", output)
        self.assertTrue(output.endswith("Nothing was written: --write does it.\n"))
        self.assertEqual(sorted(os.listdir(self.folder)), before)

    def test_for_a_file_alone_the_inventory_is_not_looked_at(self):
        pathlib.Path(self._path("presad.yaml")).write_text("devices: [", encoding="utf-8")
        status, output, complaints = self._wizard("--output", self._path("devices.json"))
        self.assertEqual(status, 0, complaints)
        self.assertTrue(output.endswith("2 devices, 2 with a key\n"))

    def test_an_inventory_that_cannot_be_read_is_told_before_the_cloud_is_asked(self):
        os.mkdir(self._path("presad.yaml"))
        self.assertIn(self._path("presad.yaml"), self._refused("--write"))
        self.assertEqual(self.cloud.asked, [])
        self.assertIn("instance", self._refused("--instance", "../x", status=64))

    def test_a_wrong_inventory_is_told_and_left_as_it_is(self):
        path = pathlib.Path(self._path("presad.yaml"))
        path.write_text("devices: [", encoding="utf-8")
        status, _, complaints = self._wizard("--write")
        self.assertEqual(status, 78)
        self.assertIn("presad.yaml:1:", complaints)
        self.assertEqual(path.read_text(encoding="utf-8"), "devices: [")

    def test_one_json_object_for_programs(self):
        self.cloud.devices.append(device(3, local_key="", sub=True, gateway_id=device(1)["id"], node_id="a4c1380"))
        status, output, complaints = self._wizard("--json")
        self.assertEqual(status, 0, complaints)
        report = json.loads(output)
        self.assertEqual([one["change"] for one in report["devices"]], ["new", "new", "new"])
        self.assertEqual(report["sources"], [{"file": self.cloud.url, "program": "the vendor's cloud", "devices": 3}])
        self.cloud.devices.pop()  # an empty key is found in everything

    def test_a_project_without_a_linked_account_is_told_so(self):
        self.cloud.devices = []
        status, output, _ = self._wizard()
        self.assertEqual(status, 0)
        self.assertIn("0 devices", output)
        self.assertIn("No account is linked", output)

    def test_a_token_that_expires_in_the_middle_is_renewed_with_the_refresh_token(self):
        self.cloud.devices = [device(i) for i in range(1, 62)]
        self.cloud.page_size = 25

        def expire(number):
            if number == 2:
                self.cloud.expire_token()
        self.cloud.override["/v1.0/iot-01/associated-users/devices"] = expire
        status, output, complaints = self._wizard()
        self.assertEqual(status, 0, complaints)
        self.assertIn("61 devices, 61 with a key\n", output)
        self.assertEqual([one for one in self.cloud.asked if "/token" in one],
                         ["/v1.0/token?grant_type=1", "/v1.0/token/refreshtoken00000000000000000000"])

    # --- what is refused -------------------------------------------------------------------------------------

    def test_an_expired_trial_is_explained(self):
        words = "No permissions. Your subscription to cloud development plan has expired."
        self.cloud.override["/v1.0/iot-01/associated-users/devices"] = lambda _: refusal(28841002, words)
        complaints = self._refused()
        self.assertIn(f'presa: {self.cloud.url}: it refuses the devices, page 1: 28841002 "{words}".\n', complaints)
        self.assertIn("The trial of the cloud service has run out", complaints)
        self.assertIn("Extend Trial Period", complaints)

    def test_a_wrong_secret(self):
        complaints = self._refused(credentials=f"access_id: {self.cloud.access_id}\naccess_secret: wrong\n")
        self.assertIn('1004 "sign invalid".\nThe Access Secret does not belong to the Access ID', complaints)

    def test_a_wrong_access_id(self):
        complaints = self._refused(credentials="access_id: somebodyelse\naccess_secret: wrong\n")
        self.assertIn("No project with this Access ID is known here", complaints)

    def test_a_clock_that_is_off(self):
        self.cloud.clock_off = 7200
        self.assertRegex(self._refused(), r"This computer's clock is 1(20|19) min behind the server's: set it")

    def test_a_device_of_another_account(self):
        complaints = self._refused("--device-id", "bf9")
        self.assertIn('it refuses the account of device bf9: 1106 "permission deny".\n', complaints)
        self.assertIn("link the phone app's account", complaints)

    def test_a_wrong_region(self):
        self.cloud.override["/v1.0/token"] = lambda _: refusal(2007, "your ip(192.0.2.7) cross-region access is not allowed")
        self.assertIn("The account is not served by this data center", self._refused())
        self.cloud.override["/v1.0/token"] = lambda _: refusal(28841107, "No permission. The data center is suspended.")
        self.assertIn("This data center is not enabled for the project", self._refused())

    def test_words_that_a_terminal_would_obey_are_shown_and_not_obeyed(self):
        self.cloud.override["/v1.0/token"] = lambda _: refusal(77, "\x1b[2J\n\x07")
        self.assertIn('77 "\\x1b[2J\\x0a\\x07"\n', self._refused())
        self.cloud.override.clear()
        self.cloud.devices = [device(1, name="\x1b[2J"), device(2, name="a\u0085b")]
        _, output, _ = self._wizard()
        self.assertNotRegex(output, "[\x00-\x09\x0b-\x1f\x7f-\x9f]")

    # --- what cannot be used -----------------------------------------------------------------------------------

    def _raw(self, body, length=None, status=200, headers=()):
        def write(handler):
            handler.send_response(status)
            for name, value in headers:
                handler.send_header(name, value)
            handler.send_header("Content-Length", str(len(body) if length is None else length))
            handler.end_headers()
            try:
                handler.wfile.write(body)
            except OSError:
                pass  # presa has heard enough
            handler.close_connection = True
        self.cloud.override["/v1.0/token"] = lambda _: write

    def test_an_answer_that_breaks_off(self):
        self._raw(b'{"success":true,"resu', 500)
        self.assertIn("closed before there was a whole answer", self._refused(status=3))

    def test_an_answer_that_is_too_long(self):
        self._raw(b" " * (5 * 1024 * 1024))
        self.assertIn("the answer is longer than 4096 KiB", self._refused(status=3))

    def test_answers_that_are_none(self):
        self._raw(b"<html>")
        self.assertIn("its answer cannot be read", self._refused(status=3))
        self._raw(b"<html>", status=503)
        self.assertIn("it answers with HTTP status 503", self._refused(status=3))
        self._raw(b'{"success":true,"result":{"access_token":"a b"}}')
        self.assertIn("it holds no token", self._refused(status=3))

    def test_a_redirection_is_not_followed(self):
        other = self._cloud([])
        self._raw(b"", status=302, headers=[("Location", other.url + "/v1.0/token?grant_type=1")])
        self.assertIn("it answers with HTTP status 302", self._refused(status=3))
        self.assertEqual(other.asked, [])

    def test_nobody_answers(self):
        self.assertIn("nobody answers at its address", self._refused(status=3, server="http://127.0.0.1:1"))

    # --- https -----------------------------------------------------------------------------------------------

    def _certificate(self, name):
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={name}",
                        "-addext", f"subjectAltName=IP:{name}", "-keyout", self._path(f"{name}.key"), "-out",
                        self._path(f"{name}.crt")], check=True, capture_output=True)
        return self._path(f"{name}.crt"), self._path(f"{name}.key")

    def test_a_server_that_cannot_prove_who_it_is_is_asked_nothing(self):
        own = self._certificate("127.0.0.1")
        secure = self._cloud(self.cloud.devices, certificate=own)
        complaints = self._refused(status=3, server=secure.url)
        self.assertIn("it cannot prove who it is", complaints)
        other = self._cloud(self.cloud.devices, certificate=self._certificate("127.0.0.9"))
        complaints = self._refused("--ca-file", self._path("127.0.0.9.crt"), status=3, server=other.url)
        self.assertIn("it cannot prove who it is", complaints)
        self.assertEqual(secure.asked + other.asked, [])
        status, output, complaints = self._wizard("--ca-file", own[0], server=secure.url)
        self.assertEqual(status, 0, complaints)
        self.assertIn("2 devices, 2 with a key", output)

    def test_authorities_that_cannot_be_read(self):
        secure = self._cloud([], certificate=self._certificate("127.0.0.1"))
        complaints = self._refused("--ca-file", self._path("none"), status=78, server=secure.url)
        self.assertIn("the authorities to trust cannot be read", complaints)

    def test_only_https_or_this_computer(self):
        for bad in ("http://openapi.tuyaeu.com", "http://10.0.0.1", "ftp://127.0.0.1", "https://a/b"):
            self.assertIn("cannot be the server", self._refused(status=64, server=bad))

    # --- credentials -----------------------------------------------------------------------------------------

    def test_a_file_of_credentials_and_one_that_others_can_read(self):
        path = pathlib.Path(self._path("project.yaml"))
        path.write_text(self._credentials(device_id=device(1)["id"]), encoding="utf-8")
        path.chmod(0o600)
        status, output, complaints = self._wizard("--credentials", path, credentials="nothing: here\n")
        self.assertEqual(status, 0, complaints)
        self.assertIn(f"/v1.0/devices/{device(1)['id']}", self.cloud.asked)
        path.chmod(0o640)
        self.assertIn("can be read by others; chmod 600 it", self._refused("--credentials", path, status=78))

    def test_they_are_kept_only_when_asked_to_and_can_be_used_again(self):
        path = self._path("kept.yaml")
        status, _, complaints = self._wizard("--remember", path, "--device-id", device(1)["id"])
        self.assertEqual(status, 0)
        self.assertIn(f"The project's credentials are in {path}, for you alone", complaints)
        self.assertEqual(stat.S_IMODE(os.stat(path).st_mode), 0o600)
        self.cloud.asked.clear()
        status, output, complaints = self._wizard("--credentials", path, credentials="nothing: here\n")
        self.assertEqual(status, 0, complaints)
        self.assertIn(f"/v1.0/devices/{device(1)['id']}", self.cloud.asked)

    def test_a_refused_secret_is_not_kept(self):
        self._refused("--remember", self._path("kept.yaml"), credentials=f"access_id: {self.cloud.access_id}\n"
                      "access_secret: wrong\n")
        self.assertEqual(os.listdir(self.folder), [])

    def test_credentials_that_cannot_be_used_are_told_with_their_place_and_without_the_secret(self):
        complaints = self._refused(status=78, credentials=f"acces_id: x\naccess_secret: {json.dumps(self.cloud.access_secret)}\n")
        self.assertIn("standard input:1:1: ", complaints)
        self.assertIn('did you mean "access_id"?', complaints)
        self.assertIn("consists of letters and digits", self._refused(
            status=78, credentials="access_id: 'a b'\naccess_secret: x\n"))
        self.assertIn("no such region", self._refused(
            status=78, credentials="access_id: a\naccess_secret: x\nregion: mars\n"))

    def test_who_gives_no_credentials_is_told_how_to(self):
        for nothing in ("", " \n"):
            complaints = self._refused(status=78, credentials=nothing)
            self.assertIn("run it in a terminal", complaints)
            self.assertIn("--credentials FILE", complaints)

    def test_a_region_is_needed_and_must_be_one(self):
        done = subprocess.run([program("presa"), "wizard"], input=self._credentials().encode(), capture_output=True,
                              timeout=limit(20), check=False)
        self.assertEqual(done.returncode, 78)
        self.assertIn(b"say --region with one of eu, ", done.stderr)
        done = subprocess.run([program("presa"), "wizard", "--region", "mars"], input=b"", capture_output=True,
                              timeout=limit(20), check=False)
        self.assertEqual(done.returncode, 64)
        self.assertIn(b'"mars" is not a region', done.stderr)

    def test_what_cannot_be_written_is_told(self):
        status, _, complaints = self._wizard("--output", self._path("no/devices.json"))
        self.assertEqual(status, 1)
        self.assertIn("cannot be written: No such file or directory", complaints)

    # --- where secrets could get -----------------------------------------------------------------------------

    def test_while_it_asks_no_secret_is_in_the_process_list_or_the_environment(self):
        self.cloud.hold = threading.Event()
        asking = subprocess.Popen(self._command(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.addCleanup(asking.kill)
        asking.stdin.write(self._credentials().encode())
        asking.stdin.close()
        def of_kernel(name):
            return pathlib.Path(f"/proc/{asking.pid}/{name}").read_bytes()
        wait_for(lambda: b"wizard" in of_kernel("cmdline"), 10, "the program to be loaded")
        shown = b"".join(of_kernel(name) for name in ("cmdline", "environ", "comm"))
        self.assertNotIn(self.cloud.access_secret.encode(), shown)
        self.cloud.hold.set()
        output, complaints = asking.stdout.read().decode(), asking.stderr.read().decode()
        self.assertEqual(asking.wait(limit(20)), 0)
        asking.stdout.close()
        asking.stderr.close()
        self.said += output + complaints

    def test_the_secret_itself_never_leaves(self):
        self.assertEqual(self._wizard()[0], 0)
        for headers in self.cloud.headers:
            self.assertNotIn(self.cloud.access_secret, "".join(headers.values()))

    # --- at a terminal ---------------------------------------------------------------------------------------

    def _at_terminal(self, *words):
        terminal = Terminal(self._command(*words))
        terminal.wait_for("Access ID of the project: ")
        terminal.type(f"{self.cloud.access_id}\n")
        terminal.wait_for("Access Secret (not shown): ")
        return terminal

    def test_a_person_types_the_secret_unseen(self):
        terminal = self._at_terminal()
        self.assertFalse(terminal.echoes())
        terminal.type(f"{self.cloud.access_secret}\n")
        terminal.wait_for("device_id of one of your devices")
        self.assertTrue(terminal.echoes())
        terminal.type("\n")
        self.assertEqual(terminal.end(), 0)
        self.assertIn(": asking for a token\r\n", terminal.seen)
        self.assertIn("2 devices, 2 with a key", terminal.seen)
        self.said += terminal.seen

    def test_ctrl_c_at_the_secret_ends_it_and_the_terminal_shows_again_what_is_typed(self):
        terminal = self._at_terminal()
        terminal.type("half a sec\x03")
        wait_for(terminal.echoes, 10, "the terminal to echo again")
        self.assertEqual(terminal.end(), -signal.SIGINT)
        self.assertNotIn("half a sec", terminal.seen)
        self.assertEqual(self.cloud.asked, [])

    def test_ctrl_c_while_the_cloud_thinks_ends_it(self):
        self.cloud.hold = threading.Event()
        terminal = self._at_terminal("--device-id", "bf1", "--output", self._path("devices.json"))
        terminal.type(f"{self.cloud.access_secret}\n")
        terminal.wait_for("asking for a token")
        terminal.type("\x03")
        self.assertEqual(terminal.end(), 130)
        self.assertEqual(os.listdir(self.folder), [])

    def test_no_secret_no_question(self):
        terminal = self._at_terminal()
        terminal.type("\n")
        self.assertEqual(terminal.end(), 78)
        self.assertIn("there is no Access Secret", terminal.seen)
        self.assertEqual(self.cloud.asked, [])

    def test_the_daemon_does_not_know_the_cloud(self):
        """presad itself holds no address of the vendor's."""
        with open(program("presad"), "rb") as file:
            self.assertIsNone(re.search(rb"openapi[\w.-]*\.(tuya\w\w|iotbing)\.com", file.read()))


class IntoTheHouse(DaemonTest):
    """From the vendor's cloud to a plug that is switched, in one command and a reload."""

    def setUp(self):
        super().setUp()
        self.lamp = self.plug("kitchen", "3.5", listed=False)
        self.inventory.secrets.clear()
        self.cloud = Cloud([self._listed(self.lamp.local_key)])
        self.addCleanup(self.cloud.end)
        self.start_presad()

    def _listed(self, local_key):
        return device(1, id=self.lamp.device_id, name="Kitchen", local_key=local_key)

    def _wizard(self, *words):
        done = subprocess.run(
            [program("presa"), "wizard", "--server", self.cloud.url, "--config", self.inventory.path, *words],
            capture_output=True, timeout=limit(60), check=False, input="".join(
                f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in {
                    "access_id": self.cloud.access_id, "access_secret": self.cloud.access_secret}.items()).encode())
        self.assertEqual((done.returncode, done.stderr), (0, b""))
        for _, secret in self.inventory.secrets.ever:
            self.assertNotIn(secret.encode(), done.stdout)
        return done.stdout.decode()

    def _files(self):
        return [pathlib.Path(path).read_bytes() for path in (self.inventory.path, self.inventory.secrets_path)]

    def _write_and_reload(self):
        said = self._wizard("--write")
        self.assertIn("systemctl reload presad", said)
        self.presad.wait_for_line("reloaded", 10, self.presad.reload())
        return said

    def _is_switched(self, since):
        self.wait_for_presence("kitchen", "Online", since=since, seconds=30)
        self.settle("kitchen", since)
        for word in ("ON", "OFF"):
            self.assertEqual(self.ask("kitchen", "Power", word), f'{{"POWER":"{word}"}}')
            self.assertIs(self.lamp.relay(), word == "ON")

    def test_written_reloaded_switched_and_a_second_time_nothing_changes(self):
        os.unlink(self.inventory.secrets_path)
        with open(self.inventory.path, "a", encoding="utf-8") as file:
            file.write("# where the lamps are\n")
        since = self.person.now()
        self.assertRegex(self._write_and_reload(), r"(?m)^new +kitchen +Kitchen$")
        self._is_switched(since)
        self.assertEqual(stat.S_IMODE(os.stat(self.inventory.secrets_path).st_mode), 0o640)
        before = self._files()
        self.assertIn(b"# where the lamps are\n", before[0])
        self.assertIn("Nothing is to be written", self._wizard("--write"))
        self.assertEqual(self._files(), before)

    def test_a_key_that_changed_is_said_aloud_and_serves_after_a_reload(self):
        since = self.person.now()
        self._write_and_reload()
        self._is_switched(since)
        key = new_local_key()
        self.inventory.secrets.ever.append(("rotated", key))
        since = self.person.now()
        self.lamp.act(f"rotate-key {key}")
        self.wait_for_presence("kitchen", "Offline", seconds=45, since=since)
        self.cloud.devices = [self._listed(key)]
        since = self.person.now()
        self.assertRegex(self._write_and_reload(), r"(?m)^changed +kitchen +Kitchen: ITS LOCAL KEY IS ANOTHER ONE")
        self._is_switched(since)


if __name__ == "__main__":
    main()
