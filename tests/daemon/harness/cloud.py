"""The vendor's cloud as far as presa asks it: a server on loopback that believes nothing it has not checked.

Its signature check is its own (hmac of Python) and is itself checked against tests/vectors/cloud by test_wizard.
"""

import hashlib
import hmac
import http.server
import json
import ssl
import threading
import time
import urllib.parse


def signature(secret, client_id, access_token, t, nonce, signed_headers, method, url):
    """As the vendor's documentation has it; `signed_headers`: lines "name:value"."""
    to_sign = "\n".join([method, hashlib.sha256(b"").hexdigest(), "".join(line + "\n" for line in signed_headers), url])
    text = client_id + access_token + t + nonce + to_sign
    return hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest().upper()


def refusal(code, words):
    return {"success": False, "code": code, "msg": words, "t": int(time.time() * 1000), "tid": "0"}


class Cloud:
    """`devices`: what the account has, as dictionaries with id, name, local_key. `override`: path -> function of the number
    of the request for that path; it gives the answer, or a function that writes one to the request's handler, or None for
    "as usual"."""

    access_id = "presatestaccessid001"
    access_secret = "0secret'\"\\#: {}ÿ-of-the-test"
    owner = "eu1700000000000Test"

    def __init__(self, devices, certificate=None):
        self.devices = devices
        self.override = {}
        self.page_size = 50
        self.clock_off = 0  # seconds
        self.asked = []  # path and query, of every request
        self.headers = []
        self.tokens = []  # every token that was ever given
        self._lock = threading.Lock()
        self._valid = None
        self._refresh = None
        self._nonces = set()
        self._counts = {}
        self.hold = None  # an Event: requests wait for it before they are answered
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(*certificate)
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self.port = self._server.server_address[1]
        self.url = f"{'https' if certificate else 'http'}://127.0.0.1:{self.port}"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})
        self._thread.start()

    def end(self):
        if self.hold:
            self.hold.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def expire_token(self):
        self._valid = None

    # --- what is answered ----------------------------------------------------------------------------------

    def answer(self, target, headers):
        """The answer to one request, checked as the real one would be."""
        path, _, query = target.partition("?")
        with self._lock:
            self.asked.append(target)
            self.headers.append({name.lower(): value for name, value in headers.items()})
            number = self._counts[path] = self._counts.get(path, 0) + 1
            if path in self.override:
                given = self.override[path](number)
                if given is not None:
                    return given
            return self._refused(target, headers) or self._usual(path, dict(urllib.parse.parse_qsl(query)))

    def _refused(self, target, headers):
        if headers["client_id"] != self.access_id:
            return refusal(1005, "clientId invalid")
        if abs(time.time() + self.clock_off - int(headers["t"]) / 1000) > 300:
            return {**refusal(1013, "request time is invalid"), "t": int((time.time() + self.clock_off) * 1000)}
        token = headers.get("access_token", "")
        expected = signature(self.access_secret, self.access_id, token, headers["t"], headers["nonce"], [], "GET",
                             urllib.parse.unquote(target))
        if headers["sign_method"] != "HMAC-SHA256" or headers["sign"] != expected:
            return refusal(1004, "sign invalid")
        if headers["nonce"] in self._nonces:
            return refusal(1004, "sign invalid: nonce seen before")
        self._nonces.add(headers["nonce"])
        if not target.startswith("/v1.0/token") and (not token or token != self._valid):
            return refusal(1010, "token is expired")
        return None

    def _token(self):
        number = len(self.tokens)
        self._valid, self._refresh = f"accesstoken{number:021d}", f"refreshtoken{number:020d}"
        self.tokens += [self._valid, self._refresh]
        return {"access_token": self._valid, "refresh_token": self._refresh, "expire_time": 7200, "uid": "bay1"}

    def _page(self, query, key):
        start = int(query.get("last_row_key", "row/0").removeprefix("row/"))
        end = start + min(self.page_size, int(query.get("size") or query.get("page_size")))
        return {key: self.devices[start:end], "has_more": end < len(self.devices), "last_row_key": f"row/{end}",
                "total": len(self.devices)}

    def _usual(self, path, query):
        def success(result):
            return {"success": True, "result": result, "t": int(time.time() * 1000), "tid": "0"}
        if path == "/v1.0/token" and query == {"grant_type": "1"}:
            return success(self._token())
        if path.startswith("/v1.0/token/"):
            return success(self._token()) if path.endswith("/" + self._refresh) else refusal(1011, "token invalid")
        if path == f"/v1.0/users/{self.owner}/devices":
            return success(self.devices)
        if path == "/v1.0/iot-01/associated-users/devices":
            return success(self._page(query, "devices"))
        if path == "/v1.3/iot-03/devices" and query["source_id"] == self.owner:
            return success(self._page(query, "list"))
        if path == "/v1.0/devices/factory-infos":
            ids = query["device_ids"].split(",")
            return success([{"id": i, "mac": "5ccf7f%06x" % n} for n, i in enumerate(ids)]) if len(ids) <= 20 else refusal(
                1101, "params range invalid")
        if path.startswith("/v1.0/devices/"):
            found = [one for one in self.devices if path.endswith("/" + one["id"])]
            return success({**found[0], "uid": self.owner}) if found else refusal(1106, "permission deny")
        return refusal(1108, "uri path invalid")

    def _handler(self):
        cloud = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                if cloud.hold:
                    cloud.hold.wait(60)
                answer = cloud.answer(self.path, self.headers)
                if callable(answer):
                    return answer(self)
                body = json.dumps(answer).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        return Handler
