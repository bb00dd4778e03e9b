"""An identity provider as small as OpenID Connect allows, on a loopback socket."""

import base64
import json
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from secrets import token_urlsafe
from threading import Thread
from typing import Any, Final, Self
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT: Final = "callboard"
SECRET: Final = "canary-of-the-provider"


class Provider:
    """Vouches for one person after the other, as a context manager.

    ``says`` are the claims about whoever is sent there next. Codes are good for one exchange, and
    only with the client's secret.
    """

    def __init__(self) -> None:
        self.says: dict[str, object] = {}
        self.tokens: list[str] = []
        self._key = RSAKey.generate_key(2048, {"kid": "one", "use": "sig", "alg": "RS256"})
        self._nonces: dict[str, str] = {}
        handler = type("Handler", (_Handler,), {"provider": self})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Self:
        """Start to listen."""
        Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop."""
        self._server.shutdown()
        self._server.server_close()

    def table(self, home: str) -> str:
        """Return the lines of Streamlit's ``[auth]`` for a program at an address."""
        entries = {
            "redirect_uri": f"{home}/oauth2callback",
            "cookie_secret": "canary-of-the-cookies-0123456789abcdef",
            "client_id": CLIENT,
            "client_secret": SECRET,
            "server_metadata_url": f"{self.url}/.well-known/openid-configuration",
        }
        return "[auth]\n" + "\n".join(
            f"{key} = {json.dumps(text)}" for key, text in entries.items()
        )

    def metadata(self) -> dict[str, object]:
        """Return what a client has to know (OpenID Connect Discovery, 3)."""
        return {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "jwks_uri": f"{self.url}/keys",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
        }

    def keys(self) -> dict[str, object]:
        """Return the public half of the key."""
        return {"keys": [self._key.as_dict(private=False)]}

    def consent(self, asked: dict[str, list[str]]) -> str:
        """Let whoever comes sign in at once, and return where the browser goes next."""
        code = token_urlsafe(16)
        self._nonces[code] = asked["nonce"][0]
        return f"{asked['redirect_uri'][0]}?{urlencode({'code': code, 'state': asked['state'][0]})}"

    def exchange(self, code: str) -> dict[str, object]:
        """Return the tokens for a code; raises ``KeyError`` where there is none for it."""
        now = datetime.now(UTC)
        claims = {
            "iss": self.url,
            "aud": CLIENT,
            "sub": "1",
            "iat": now,
            "exp": now + timedelta(minutes=5),
            "nonce": self._nonces.pop(code),
            **self.says,
        }
        signed = jwt.encode({"alg": "RS256", "kid": "one"}, claims, self._key)
        access = token_urlsafe(16)
        self.tokens += [signed, access]
        return {"access_token": access, "token_type": "Bearer", "id_token": signed}


class _Handler(BaseHTTPRequestHandler):
    provider: Provider

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        match address.path:
            case "/.well-known/openid-configuration":
                self._answer(self.provider.metadata())
            case "/keys":
                self._answer(self.provider.keys())
            case "/authorize":
                self.send_response(302)
                self.send_header("Location", self.provider.consent(parse_qs(address.query)))
                self.end_headers()
            case _:
                self._answer({}, status=404)

    def do_POST(self) -> None:
        sent = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        expected = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        is_client = self.headers.get("Authorization") == f"Basic {expected}"
        if urlsplit(self.path).path == "/token" and is_client:
            self._answer(self.provider.exchange(sent["code"][0]))
        else:
            self._answer({"error": "invalid_client"}, status=401)

    def _answer(self, body: dict[str, Any], *, status: int = 200) -> None:
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Say nothing: the tests have nothing to read there."""
