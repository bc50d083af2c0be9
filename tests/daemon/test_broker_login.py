#!/usr/bin/env python3
"""A broker that wants a user and a password, and one that speaks TLS under a private authority."""

import os
import subprocess

from harness import DaemonTest, main

_user, _password = "presad", "correct horse ' battery \" staple"


class UserAndPassword(DaemonTest):
    def prepare_folder(self):
        path = os.path.join(self.folder, "passwords")
        subprocess.run(["mosquitto_passwd", "-b", "-c", path, _user, _password], check=True)
        self.broker_settings = ("allow_anonymous false", f"password_file {path}")

    def listen(self):
        return self.broker.client(username=_user, password=_password).subscribe("#")

    def _log_in(self, password):
        self.inventory.mqtt.update(username=_user, password=self.inventory.secret("mqtt", password))
        self.lamp = self.plug("presa1", "3.3", relays=1)

    def test_the_right_password_opens(self):
        self._log_in(_password)
        self.start_with(self.lamp)
        self.expect(self.command("presa1", "Power", "ON"), 'stat/presa1/RESULT {"POWER":"ON"}', "stat/presa1/POWER ON")

    def test_a_wrong_password_is_said_to_be_and_the_right_one_helps_without_a_restart(self):
        self._log_in("another horse, not that one")
        self.start_presad()
        self.presad.wait_for_line(r"mqtt: .*not authorised.*mqtt\.username", 15)
        self.inventory.secret("mqtt", _password)
        self.inventory.write()
        self.presad.reload()
        self.wait_for_presence("presa1", "Online")


class PrivateAuthority(DaemonTest):
    def _openssl(self, *arguments):
        subprocess.run(["openssl", *arguments], check=True, cwd=self.folder, capture_output=True)

    def prepare_folder(self):
        for name in ("ca", "other-ca"):
            self._openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={name}",
                          "-keyout", f"{name}.key", "-out", f"{name}.crt")
        self._openssl("req", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost", "-addext",
                      "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", "broker.key", "-out", "broker.csr")
        self._openssl("x509", "-req", "-in", "broker.csr", "-CA", "ca.crt", "-CAkey", "ca.key", "-CAcreateserial",
                      "-days", "2", "-copy_extensions", "copy", "-out", "broker.crt")
        self.secure_listener = tuple(f"{key} {os.path.join(self.folder, name)}" for key, name in (
            ("cafile", "ca.crt"), ("certfile", "broker.crt"), ("keyfile", "broker.key")))

    def _trust(self, authority):
        self.inventory.mqtt.update(url=f"mqtts://localhost:{self.broker.secure_port}",
                                   ca_file=os.path.join(self.folder, authority))

    def test_a_broker_under_the_named_authority_is_trusted(self):
        self._trust("ca.crt")
        self.start_with(self.plug("presa1", "3.5", relays=1))
        self.expect(self.command("presa1", "Power", "ON"), 'stat/presa1/RESULT {"POWER":"ON"}', "stat/presa1/POWER ON")

    def test_a_broker_under_another_authority_is_not_and_the_log_says_why(self):
        self._trust("other-ca.crt")
        self.start_presad()
        self.presad.wait_for_line(r"mqtt: .*(certificate|authority)", 15)
        self.assertEqual(self.person.heard(lambda m: m.topic.startswith("tele/")), [])


if __name__ == "__main__":
    main()
