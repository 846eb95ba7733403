from __future__ import annotations

import json

import pytest
from sim_double import client, simulate
from sim_schema import schema_for, validator

CHECKED = []


def check(verb: str, path: str, status: int, content: bytes) -> None:
    """Hold an answer to Google's schema of it."""
    if path.startswith("/batch") or status >= 400:
        return
    schema = schema_for(verb, path)
    if schema is None:
        assert (status, content) == (204, b"")
        return
    validator(schema)(json.loads(content))
    CHECKED.append(schema)


@pytest.fixture
def gmail():
    """users() of a google-api-python-client over a mailbox; each answer is checked against Google's schema."""

    def build(box, token="token", simulator=None):
        return client(simulator or simulate(box), token, check).users()

    return build
