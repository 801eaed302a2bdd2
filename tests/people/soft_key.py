"""A device that holds a passkey, in a few lines: enough to play both of its ceremonies."""

import hashlib
import json
import os
import re
from html import unescape

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


class SoftKey:
    """``origin`` and ``verified`` are what a false site, or a device without a lock, would have otherwise."""

    def __init__(self, origin="https://testserver", verified=True):
        self.key, self.id = ec.generate_private_key(ec.SECP256R1()), os.urandom(16)
        self.origin, self.flags, self.handle = origin, PRESENT | (VERIFIED if verified else 0), ""

    def client_data(self, kind, options):
        said = {"type": f"webauthn.{kind}", "challenge": options["publicKey"]["challenge"], "origin": self.origin}
        return json.dumps(said).encode()

    def said(self, **response):
        own = {"type": "public-key", "id": websafe_encode(self.id), "rawId": websafe_encode(self.id)}
        return json.dumps(own | {"response": response, "clientExtensionResults": {}})

    def create(self, options: dict) -> str:
        """What the browser posts when this device is added."""
        self.handle = options["publicKey"]["user"]["id"]
        rp = hashlib.sha256(options["publicKey"]["rp"]["id"].encode()).digest()
        public = ES256.from_cryptography_key(self.key.public_key())
        held = AttestedCredentialData.create(b"\0" * 16, self.id, public)
        data = AuthenticatorData.create(rp, self.flags | ATTESTED, 0, held)
        return self.said(
            clientDataJSON=websafe_encode(self.client_data("create", options)),
            attestationObject=websafe_encode(AttestationObject.create("none", data, {})),
            transports=["internal"],
        )

    def get(self, options: dict) -> str:
        """What the browser posts when this device answers."""
        rp = hashlib.sha256(options["publicKey"]["rpId"].encode()).digest()
        data = AuthenticatorData.create(rp, self.flags, 1)
        client = self.client_data("get", options)
        signature = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return self.said(
            clientDataJSON=websafe_encode(client),
            authenticatorData=websafe_encode(data),
            signature=websafe_encode(signature),
            userHandle=self.handle,
        )


def options_in(page) -> dict:
    """What a page asks of the device."""
    return json.loads(unescape(re.search(r'data-options="([^"]+)"', page.content.decode())[1]))
