"""The environment: defaults, and failures at start that say which variable and what to do."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from types import SimpleNamespace

import pytest

from addon import secret_manager
from addon.config import Config, StoreKind
from addon.errors import BadConfig
from addon.scopes import Tier

SECRET = base64.b64encode(bytes(range(32))).decode()
PRODUCTION = {
    "ACQUAINT_BASE_URL": "https://acquaint.example",
    "ACQUAINT_SERVICE_ACCOUNT": "service-1@gcp-sa-gsuiteaddons.example",
    "ACQUAINT_OAUTH_CLIENT_ID": "client.apps.example",
    "ACQUAINT_SECRET_KEY": SECRET,
    "DATABASE_URL": "postgresql://user:hunter2@db.example/acquaint",
}
LOCAL = {**PRODUCTION, "ACQUAINT_BASE_URL": "http://localhost:8080"}
APP_ENGINE = {**PRODUCTION, "GAE_ENV": "standard"}


def without(environment: dict[str, str], *names: str) -> dict[str, str]:
    return {name: value for name, value in environment.items() if name not in names}


def test_a_full_environment_is_read() -> None:
    """The four variables that have no default, and the defaults of the others."""
    config = Config.from_env(PRODUCTION)
    assert config.base_url == "https://acquaint.example"
    assert config.endpoint_url("/addon/message") == "https://acquaint.example/addon/message"
    assert config.secret_key == bytes(range(32))
    assert (config.store, config.tier) == (StoreKind.DURABLE, Tier.FULL)
    assert (config.retention_days, config.deadline_ms, config.max_body) == (180, 10_000, 262_144)
    assert config.gmail_root == "https://gmail.googleapis.com/"
    assert config.certs_url == "https://www.googleapis.com/oauth2/v1/certs"


@pytest.mark.parametrize(
    "name", ["ACQUAINT_BASE_URL", "ACQUAINT_SERVICE_ACCOUNT", "ACQUAINT_OAUTH_CLIENT_ID", "ACQUAINT_SECRET_KEY"]
)
@pytest.mark.parametrize("value", [None, "", "  "])
def test_what_has_no_default_must_be_set(name: str, value: str | None) -> None:
    """Missing, empty and blank are the same; the message names the variable and explains it."""
    environment = without(PRODUCTION, name) if value is None else {**PRODUCTION, name: value}
    with pytest.raises(BadConfig, match=f"^{name} is not set.*What it is: "):
        Config.from_env(environment)


BAD = [
    ("ACQUAINT_BASE_URL", "http://acquaint.example"),
    ("ACQUAINT_BASE_URL", "http://localhost.example"),
    ("ACQUAINT_BASE_URL", "https://acquaint.example/app"),
    ("ACQUAINT_BASE_URL", "https://acquaint.example?x=1"),
    ("ACQUAINT_BASE_URL", "https://user:hunter2@acquaint.example"),
    ("ACQUAINT_BASE_URL", "https://acquaint.example:port"),
    ("ACQUAINT_BASE_URL", "https://[acquaint"),
    ("ACQUAINT_BASE_URL", "https://bücher.example"),
    ("ACQUAINT_BASE_URL", "acquaint.example"),
    ("ACQUAINT_BASE_URL", "https://"),
    ("ACQUAINT_BASE_URL", "https://a\\b"),
    ("ACQUAINT_SERVICE_ACCOUNT", "no address"),
    ("ACQUAINT_SERVICE_ACCOUNT", "a@b@c"),
    ("ACQUAINT_OAUTH_CLIENT_ID", "two words"),
    ("ACQUAINT_SECRET_KEY", "not base64!"),
    ("ACQUAINT_SECRET_KEY", base64.b64encode(b"x" * 31).decode()),
    ("ACQUAINT_SECRET_KEY", base64.b64encode(b"x" * 32).decode()),
    ("ACQUAINT_SECRET_KEY", "hunter2"),
    ("DATABASE_URL", "mysql://user:hunter2@db.example/acquaint"),
    ("DATABASE_URL", "acquaint.sqlite3"),
    ("ACQUAINT_STORE", "sometimes"),
    ("ACQUAINT_TIER", "extra"),
    ("ACQUAINT_RETENTION_DAYS", "0"),
    ("ACQUAINT_RETENTION_DAYS", "-1"),
    ("ACQUAINT_RETENTION_DAYS", "1e3"),
    ("ACQUAINT_DEADLINE_MS", "26000"),
    ("ACQUAINT_DEADLINE_MS", "ten"),
    ("ACQUAINT_MAX_BODY", "9" * 5000),
    ("ACQUAINT_GMAIL_ROOT", "http://gmail.example/"),
    ("ACQUAINT_GMAIL_ROOT", "http://localhost:1/"),
    ("ACQUAINT_CERTS_URL", "http://127.0.0.1/certs"),
    ("ACQUAINT_CERTS_URL", "file:///etc/passwd"),
]


@pytest.mark.parametrize(("name", "value"), BAD)
def test_an_unfit_value_is_refused_by_name_and_not_quoted_where_secret(name: str, value: str) -> None:
    """In production, so the loopback addresses are unfit too."""
    with pytest.raises(BadConfig, match=f"^{name} ") as caught:
        Config.from_env({**PRODUCTION, name: value})
    assert "hunter2" not in str(caught.value)
    assert caught.value.retry is False


@pytest.mark.parametrize("host", ["localhost:8080", "127.0.0.1", "[::1]:9"])
def test_plain_http_is_for_this_machine_and_then_for_all_it_talks_to(host: str) -> None:
    """The preview: the simulated Gmail and the local certificates are plain http as well."""
    local = {**LOCAL, "ACQUAINT_BASE_URL": f"http://{host}/", "ACQUAINT_GMAIL_ROOT": "http://localhost:9090"}
    config = Config.from_env({**local, "ACQUAINT_CERTS_URL": "http://localhost:9090/certs"})
    assert config.base_url == f"http://{host}"
    assert config.gmail_root == "http://localhost:9090/"


def test_app_engine_takes_no_plain_http() -> None:
    """There localhost is not the user's machine."""
    with pytest.raises(BadConfig, match=r"^ACQUAINT_BASE_URL must start with https"):
        Config.from_env({**LOCAL, "GAE_ENV": "standard"})


@pytest.mark.parametrize("url", ["", "sqlite:///acquaint.sqlite3", "sqlite://"])
def test_app_engine_refuses_sqlite(url: str) -> None:
    """Its disk is RAM of one instance: what was remembered would be lost in silence."""
    with pytest.raises(BadConfig, match=r"^DATABASE_URL must name a PostgreSQL.*ACQUAINT_STORE=ephemeral"):
        Config.from_env({**APP_ENGINE, "DATABASE_URL": url})


def test_app_engine_takes_sqlite_where_the_operator_knows() -> None:
    """Then the file lies where App Engine lets files be written; elsewhere the default is a file here."""
    told = {**without(APP_ENGINE, "DATABASE_URL"), "ACQUAINT_STORE": "Ephemeral"}
    assert Config.from_env(told).database_url == "sqlite:////tmp/acquaint.sqlite3"
    assert Config.from_env(without(PRODUCTION, "DATABASE_URL")).database_url == "sqlite:///acquaint.sqlite3"
    assert Config.from_env(APP_ENGINE).database_url == PRODUCTION["DATABASE_URL"]


def test_a_local_server_makes_a_key_of_its_own_and_then_remembers_in_memory() -> None:
    """Two starts, two keys: a file written under the first could not be read under the second."""
    environment = without(LOCAL, "ACQUAINT_SECRET_KEY", "DATABASE_URL")
    first, second = Config.from_env(environment), Config.from_env(environment)
    assert len(first.secret_key) == 32
    assert first.secret_key != second.secret_key
    assert first.database_url == "sqlite://"


def test_without_a_store_no_key_is_needed() -> None:
    """ACQUAINT_STORE=none remembers nothing, so there is nothing to seal."""
    environment = {**without(APP_ENGINE, "ACQUAINT_SECRET_KEY", "DATABASE_URL"), "ACQUAINT_STORE": "none"}
    assert Config.from_env(environment).store is StoreKind.NONE


def test_secrets_stay_out_of_repr() -> None:
    """A config may be logged."""
    assert "hunter2" not in repr(Config.from_env(PRODUCTION))
    assert "secret" not in repr(Config.from_env(PRODUCTION))


def test_secrets_may_be_named_in_place_of_given() -> None:
    """``sm://`` values are read once, at start."""
    texts = {"sm://projects/p/secrets/key/versions/1": SECRET, "sm://projects/p/secrets/db/versions/latest": "postgres://db/x"}
    environment = {
        **PRODUCTION,
        "ACQUAINT_SECRET_KEY": "sm://projects/p/secrets/key/versions/1",
        "DATABASE_URL": "sm://projects/p/secrets/db/versions/latest",
    }
    config = Config.from_env(environment, texts.__getitem__)
    assert (config.secret_key, config.database_url) == (bytes(range(32)), "postgres://db/x")


def test_a_key_in_the_url_alphabet_of_base64_is_read() -> None:
    """Both alphabets of RFC 4648 are in use."""
    key = bytes([0xFB, 0xFF] * 8) + bytes(range(16))
    text = base64.urlsafe_b64encode(key).decode()
    assert set(text) & {"-", "_"}
    assert Config.from_env({**PRODUCTION, "ACQUAINT_SECRET_KEY": text}).secret_key == key


# --- Secret Manager -----------------------------------------------------------------------------------------------------


class _SecretManager(BaseHTTPRequestHandler):
    """Answers as the REST reference says: the payload in base64."""

    def do_GET(self) -> None:
        assert self.headers["Authorization"] == "Bearer runtime-token"
        status, body = {
            "/v1/projects/p/secrets/key/versions/1:access": (
                200,
                b'{"payload": {"data": "%s"}}' % base64.b64encode(b"the text\n"),
            ),
            "/v1/projects/p/secrets/odd/versions/1:access": (200, b'{"payload": {}}'),
            "/v1/projects/p/secrets/bad/versions/1:access": (200, b"<html>"),
        }.get(self.path, (403, b"{}"))
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], str]]:
    """Reads secrets from a local server, as a service account with a token."""
    import google.auth
    from google.oauth2.credentials import Credentials

    monkeypatch.setattr(google.auth, "default", lambda **_: (Credentials(token="runtime-token"), "p"))
    server = HTTPServer(("127.0.0.1", 0), _SecretManager)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield lambda reference: secret_manager.read_secret(reference, f"http://127.0.0.1:{server.server_address[1]}")
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_secret_is_read_and_stripped(read: Callable[[str], str]) -> None:
    """``echo key | gcloud secrets create`` leaves a line end."""
    assert read("sm://projects/p/secrets/key/versions/1") == "the text"


@pytest.mark.parametrize(
    ("reference", "problem"),
    [
        ("sm://projects/p/secrets/none/versions/1", "secretAccessor"),
        ("sm://projects/p/secrets/odd/versions/1", "not text"),
        ("sm://projects/p/secrets/bad/versions/1", "Could not read"),
        ("sm://projects/p/secrets/key", "is named sm://projects/PROJECT"),
        ("sm://projects/p/secrets/../../x/versions/1", "is named sm://projects/PROJECT"),
    ],
)
def test_a_secret_that_cannot_be_read_says_what_to_do(read: Callable[[str], str], reference: str, problem: str) -> None:
    """And stops the start."""
    with pytest.raises(BadConfig, match=problem):
        read(reference)


def test_no_credentials_is_said_plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Away from Google Cloud."""
    import google.auth
    import google.auth.exceptions

    def fail(**_: object) -> SimpleNamespace:
        raise google.auth.exceptions.DefaultCredentialsError("none")

    monkeypatch.setattr(google.auth, "default", fail)
    with pytest.raises(BadConfig, match="Could not read"):
        secret_manager.read_secret("sm://projects/p/secrets/key/versions/1")
