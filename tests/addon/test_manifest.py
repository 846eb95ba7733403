"""The manifest: what Google's own types accept, and nothing that does not exist here."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

import pytest
from google.cloud.gsuiteaddons_v1 import Deployment
from google.protobuf import json_format

from addon import manifest, scopes
from addon.core.draft import advice
from addon.errors import BadConfig
from addon.manifest import LINK_PREFIXES, build_manifest
from addon.scopes import ABILITIES, SCOPES_OF_TIER, Tier, is_granted, missing_scopes

BASE = "https://acquaint.example"


def strictly_parsed(document: dict[str, Any]) -> Deployment:
    """Parse as Google's protobuf does: an unknown or misspelt field raises.

    ``granularOauthPermissionSupport`` is documented and compulsory, but the published protobuf lacks it: it is checked by
    name and taken out first.
    """
    document = copy.deepcopy(document)
    assert document["addOns"]["httpOptions"].pop("granularOauthPermissionSupport") == "OPT_IN"
    parsed = json_format.ParseDict(document, Deployment.pb(Deployment()))
    return Deployment.wrap(parsed)


def urls(node: object) -> Iterator[str]:
    if isinstance(node, dict):
        for name, value in node.items():
            if name not in {"oauthScopes", "openLinkUrlPrefixes"}:
                yield from urls(value)
    elif isinstance(node, list):
        for value in node:
            yield from urls(value)
    elif isinstance(node, str) and "://" in node:
        yield node


@pytest.mark.parametrize("tier", Tier)
def test_google_knows_every_field(tier: Tier) -> None:
    """And reads in them what we mean."""
    parsed = strictly_parsed(build_manifest(BASE, tier))
    assert list(parsed.oauth_scopes) == list(SCOPES_OF_TIER[tier])
    assert parsed.add_ons.common.use_locale_from_app
    assert parsed.add_ons.gmail.contextual_triggers[0].on_trigger_function == BASE + "/addon/message"
    assert parsed.add_ons.gmail.compose_trigger.draft_access.name == "METADATA"
    settings, privacy = parsed.add_ons.common.universal_actions
    assert (settings.label, settings.run_function) == ("Settings", BASE + "/addon/settings")
    assert (privacy.label, privacy.open_link) == ("Privacy", BASE + "/privacy")
    assert parsed.add_ons.http_options.authorization_header.name == "SYSTEM_ID_TOKEN"


def test_the_strict_parse_catches_a_misspelt_field() -> None:
    """The near miss: the check above can fail."""
    document: Any = build_manifest(BASE, Tier.FULL)
    document["addOns"]["gmail"]["composeTrigger"]["selectActions"] = []
    with pytest.raises(json_format.ParseError):
        strictly_parsed(document)


@pytest.mark.parametrize("base", [BASE, BASE + "/"])
def test_every_url_is_below_the_base_url(base: str) -> None:
    """A token's audience is one of these, byte for byte: no slash is doubled."""
    found = list(urls(build_manifest(base, Tier.FULL)))
    assert len(found) >= 6
    assert [url for url in found if not url.startswith(f"{BASE}/") or url.startswith(f"{BASE}//")] == []


def test_links_may_lead_home_to_gmail_and_to_the_permissions_page() -> None:
    """Each prefix ends in a slash, so that no other host begins like it."""
    document: Any = build_manifest(BASE, Tier.LIGHT)
    prefixes = document["addOns"]["common"]["openLinkUrlPrefixes"]
    assert prefixes[:3] == [f"{BASE}/", "https://mail.google.com/", "https://myaccount.google.com/"]
    assert all(prefix.endswith("/") for prefix in prefixes)


def test_a_manifest_needs_https() -> None:
    """Google calls nothing else."""
    with pytest.raises(BadConfig, match="ACQUAINT_BASE_URL"):
        build_manifest("http://localhost:8080", Tier.FULL)


def test_the_light_tier_asks_for_no_restricted_scope() -> None:
    """Restricted ones need Google's review and a yearly assessment; only the full tier has them."""
    restricted = {scopes.GMAIL_READONLY, scopes.GMAIL_MODIFY}
    assert not restricted & set(SCOPES_OF_TIER[Tier.LIGHT])
    assert restricted <= set(SCOPES_OF_TIER[Tier.FULL])


def test_a_compose_trigger_declares_the_scopes_it_requires() -> None:
    """Any compose trigger needs action.compose, METADATA the message metadata; locale needs script.locale."""
    for declared in SCOPES_OF_TIER.values():
        assert {scopes.ACTION_COMPOSE, scopes.MESSAGE_METADATA, scopes.LOCALE, scopes.USER_EMAIL} <= set(declared)


def test_every_declared_scope_says_what_it_opens() -> None:
    """A card never asks for a permission without a reason."""
    assert set(ABILITIES) == set(SCOPES_OF_TIER[Tier.FULL])


def test_a_wider_scope_covers_a_narrower_one_and_not_the_other_way() -> None:
    """Who granted gmail.modify is not asked for gmail.readonly."""
    assert is_granted([scopes.GMAIL_MODIFY], scopes.GMAIL_READONLY)
    assert is_granted([scopes.GMAIL_READONLY], scopes.MESSAGE_METADATA)
    assert not is_granted([scopes.GMAIL_READONLY], scopes.GMAIL_MODIFY)
    assert not is_granted([scopes.MESSAGE_METADATA], scopes.MESSAGE_READONLY)
    assert not is_granted([scopes.GMAIL_MODIFY], scopes.USER_EMAIL)


def test_only_what_is_missing_is_asked_for() -> None:
    """In the order of the wish."""
    granted = {scopes.MESSAGE_METADATA}
    wanted = (scopes.GMAIL_READONLY, scopes.MESSAGE_METADATA, scopes.USER_EMAIL)
    assert missing_scopes(granted, *wanted) == (scopes.GMAIL_READONLY, scopes.USER_EMAIL)
    assert missing_scopes({*granted, scopes.GMAIL_MODIFY, scopes.USER_EMAIL}, *wanted) == ()


def test_paths_are_plain() -> None:
    """No query string: whether it is part of the audience is not documented."""
    for path in (
        manifest.HOMEPAGE_PATH,
        manifest.MESSAGE_PATH,
        manifest.COMPOSE_PATH,
        manifest.SETTINGS_PATH,
        manifest.PRIVACY_PATH,
    ):
        assert path.startswith("/")
        assert "?" not in path


def test_every_source_that_a_card_cites_may_be_opened() -> None:
    sources = [value for name, value in vars(advice).items() if name.isupper() and str(value).startswith("https://")]

    assert len(sources) >= 2
    assert all(source.startswith(LINK_PREFIXES) for source in sources)
