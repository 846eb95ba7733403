"""Reads one secret from Google Secret Manager, so that keys and passwords stay out of ``app.yaml``."""

from __future__ import annotations

import base64
import binascii
import re
from typing import Final

from addon.errors import BadConfig

PREFIX: Final = "sm://"
_NAME: Final = re.compile(r"projects/[a-z0-9:.-]{1,64}/secrets/[A-Za-z0-9_-]{1,255}/versions/[A-Za-z0-9_-]{1,63}", re.ASCII)
_SCOPE: Final = "https://www.googleapis.com/auth/cloud-platform"
_TIMEOUT_S: Final = 5.0


def read_secret(reference: str, root: str = "https://secretmanager.googleapis.com") -> str:
    """Return the text of the secret ``sm://projects/P/secrets/S/versions/V``, read as the runtime's service account.

    Raises BadConfig (which never quotes the secret) where the name is malformed or the secret cannot be read.
    https://docs.cloud.google.com/secret-manager/docs/reference/rest/v1/projects.secrets.versions/access
    """
    name = reference.removeprefix(PREFIX)
    if not _NAME.fullmatch(name):
        raise BadConfig("A secret is named sm://projects/PROJECT/secrets/NAME/versions/VERSION")
    return _decode(_access(f"{root}/v1/{name}:access", name), name)


def _access(url: str, name: str) -> object:
    # Imported here: only a server that uses Secret Manager pays for them.
    import google.auth
    import google.auth.exceptions
    import requests
    from google.auth.transport.requests import AuthorizedSession

    try:
        credentials, _ = google.auth.default(scopes=[_SCOPE])
        with AuthorizedSession(credentials) as session:  # type: ignore[no-untyped-call] # google-auth leaves it untyped
            answer = session.get(url, timeout=_TIMEOUT_S)
            if answer.status_code != requests.codes.ok:
                raise BadConfig(f"Secret Manager answered {answer.status_code} for {name}: {_HINT}")
            return answer.json()
    except (google.auth.exceptions.GoogleAuthError, requests.RequestException) as error:
        raise BadConfig(f"Could not read {name} from Secret Manager ({type(error).__name__}): {_HINT}") from error


_HINT: Final = "create it, and give the runtime service account the role roles/secretmanager.secretAccessor"


def _decode(answer: object, name: str) -> str:
    payload = answer.get("payload") if isinstance(answer, dict) else None
    data = payload.get("data") if isinstance(payload, dict) else None
    try:
        return base64.b64decode(data if isinstance(data, str) else "!", validate=True).decode("utf-8").strip()
    except (binascii.Error, UnicodeDecodeError) as error:
        raise BadConfig(f"{name} in Secret Manager is not text") from error
