"""A provider of OpenID Connect on this machine: it signs in whoever the test says."""

import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from flask import Flask, Response, jsonify, redirect, request
from joserfc import jwt
from joserfc.jwk import RSAKey
from werkzeug.serving import make_server

CLIENT, SECRET = "waymark", "kept between the two"


@dataclass
class Provider:
    """What the provider says of who signs in; a test may change any of it."""

    issuer: str = ""
    person: dict[str, Any] = field(
        default_factory=lambda: {
            "sub": "person-7", "email": "jo@council.gov.uk", "email_verified": True,
        }
    )  # fmt: skip
    claims: dict[str, Any] = field(default_factory=dict)
    """Claims of the token that are to be other than they should."""
    is_down: bool = False
    nonces: dict[str, str] = field(default_factory=dict)
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "one"}))


def app_of(provider: Provider) -> Flask:
    app = Flask("provider")

    @app.before_request
    def _stop() -> Response | None:
        return Response("down", 503) if provider.is_down else None

    @app.get("/.well-known/openid-configuration")
    def _metadata() -> Response:
        names = {"authorization": "authorize", "token": "token"}
        return jsonify(
            {f"{k}_endpoint": f"{provider.issuer}/{v}" for k, v in names.items()}
            | {"issuer": provider.issuer, "jwks_uri": f"{provider.issuer}/keys"}
            | {"id_token_signing_alg_values_supported": ["RS256"]}
        )

    @app.get("/keys")
    def _keys() -> Response:
        return jsonify({"keys": [provider.key.as_dict(private=False)]})

    @app.get("/authorize")
    def _authorize() -> Any:
        code = secrets.token_urlsafe()
        provider.nonces[code] = request.args["nonce"]
        assert request.args["code_challenge_method"] == "S256"
        answer = {"code": code, "state": request.args["state"]}
        return redirect(f"{request.args['redirect_uri']}?{urlencode(answer)}")

    @app.post("/token")
    def _token() -> Response:
        assert request.authorization is not None
        assert request.authorization.password == SECRET
        at = int(time.time())
        claims = {
            "iss": provider.issuer, "aud": CLIENT, "iat": at, "exp": at + 300,
            "nonce": provider.nonces.pop(request.form["code"]),
        } | provider.person | provider.claims  # fmt: skip
        token = jwt.encode({"alg": "RS256", "kid": "one"}, claims, provider.key)
        return jsonify({"access_token": "a", "token_type": "Bearer", "id_token": token})

    return app


@contextmanager
def running_provider() -> Iterator[Provider]:
    """Run a provider for as long as a test takes."""
    provider = Provider()
    server = make_server("127.0.0.1", 0, app_of(provider), threaded=True)
    provider.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
