"""A ProConnect of our own, on this machine, which does what the documentation of the real one says."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "1000-cafes", "un secret"
PARAMETERS = {"response_type", "client_id", "redirect_uri", "scope", "state", "nonce"}
PERSON = {"sub": "abc-123", "email": "Maire@Mairie.example.org", "given_name": "Odile", "usual_name": "Maire"}


def new_key():
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


class FakeProConnect:
    """``.claims`` and ``.person`` are what it says, ``.signed_by`` what it signs with: a test bends them."""

    def __init__(self):
        self.key = self.signed_by = new_key()
        self.person, self.claims, self.algorithm = dict(PERSON), {}, "RS256"
        self.plain_userinfo, self.nonce, self.requests = False, "", []
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self.handler())
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/api/v2"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def authorize(self, address: str) -> dict:
        """What the real one checks of the address a person arrives by; returns what it sends them back with."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert address.startswith(f"{self.url}/authorize?")
        assert set(asked) == PARAMETERS, "Y000400: any other parameter is refused."
        assert len(asked["state"]) >= 32
        assert len(asked["nonce"]) >= 32
        assert {"openid", "email"} <= set(asked["scope"].split())
        self.nonce, self.redirect_uri = asked["nonce"], asked["redirect_uri"]
        return {"code": "un-code", "state": asked["state"]}

    def sign(self, said: dict) -> str:
        now = int(time.time())
        claims = {"iss": self.url, "aud": CLIENT, "iat": now, "exp": now + 60} | said | self.claims
        key = "0" * 32 if self.algorithm == "HS256" else self.signed_by
        return jwt.encode(claims, key, algorithm=self.algorithm, headers={"kid": "clef"})

    def answer_to(self, path: str, body: dict, headers) -> tuple[str, str]:
        if path.endswith("openid-configuration"):
            places = {"authorization_endpoint": "authorize", "token_endpoint": "token", "userinfo_endpoint": "userinfo"}
            places |= {"jwks_uri": "jwks", "end_session_endpoint": "session/end"}
            return "application/json", json.dumps(
                {"issuer": self.url} | {name: f"{self.url}/{place}" for name, place in places.items()}
            )
        if path.endswith("jwks"):
            public = jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key(), as_dict=True)
            return "application/json", json.dumps({"keys": [public | {"kid": "clef", "use": "sig", "alg": "RS256"}]})
        if path.endswith("token"):
            assert body["client_id"] == CLIENT
            assert body["client_secret"] == SECRET
            assert body["redirect_uri"] == self.redirect_uri
            token = self.sign({"sub": self.person["sub"], "nonce": self.nonce})
            return "application/json", json.dumps({"access_token": "jeton", "token_type": "Bearer", "id_token": token})
        assert headers["Authorization"] == "Bearer jeton"
        if self.plain_userinfo:
            return "application/json", json.dumps(self.person)
        return "application/jwt", self.sign(self.person)

    def handler(fake):
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                length = int(self.headers.get("Content-Length") or 0)
                body = {name: values[0] for name, values in parse_qs(self.rfile.read(length).decode()).items()}
                fake.requests.append(self.path)
                kind, text = fake.answer_to(self.path, body, self.headers)
                self.send_response(200)
                self.send_header("Content-Type", kind)
                self.end_headers()
                self.wfile.write(text.encode())

            do_POST = do_GET

            def log_message(self, *_args):
                pass

        return Handler
