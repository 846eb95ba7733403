"""The deployment manifest: what Google is told about this add-on, built from the base URL and the tier.

Shape: https://developers.google.com/workspace/add-ons/reference/rest/v1/projects.deployments. Print it with
``python -m addon manifest``. Audiences of system tokens are exactly the URLs written here.
"""

from __future__ import annotations

from typing import Final

from addon.errors import BadConfig
from addon.scopes import SCOPES_OF_TIER, Tier

NAME: Final = "Acquaint"
HOMEPAGE_PATH: Final = "/addon/homepage"
MESSAGE_PATH: Final = "/addon/message"
COMPOSE_PATH: Final = "/addon/compose"
SETTINGS_PATH: Final = "/addon/settings"
PRIVACY_PATH: Final = "/privacy"
LOGO_PATH: Final = "/static/logo.png"

COMPOSE_LABEL: Final = "Check recipients"
SETTINGS_LABEL: Final = "Settings"
_COLOURS: Final = {"primaryColor": "#1a73e8", "secondaryColor": "#188038"}

LINK_PREFIXES: Final = (
    "https://mail.google.com/",
    "https://myaccount.google.com/",
    "https://doi.org/",
    "https://www.pmstudent.com/",
)
"""Where cards may link to besides our own pages: Gmail, the page that withdraws permissions, and the advice's sources."""


def build_manifest(base_url: str, tier: Tier) -> dict[str, object]:
    """Return the ``Deployment`` resource as plain JSON values, for ``gcloud workspace-add-ons deployments create``.

    Raises BadConfig where ``base_url`` is not https: Google calls nothing else.
    """
    base = base_url.rstrip("/")
    if not base.startswith("https://"):
        raise BadConfig("ACQUAINT_BASE_URL must start with https:// for a manifest: Google calls nothing else")
    return {
        "oauthScopes": list(SCOPES_OF_TIER[tier]),
        "addOns": {
            "common": {
                "name": NAME,
                "logoUrl": base + LOGO_PATH,
                "layoutProperties": dict(_COLOURS),
                "useLocaleFromApp": True,
                "openLinkUrlPrefixes": [f"{base}/", *LINK_PREFIXES],
                "homepageTrigger": {"runFunction": base + HOMEPAGE_PATH, "enabled": True},
                "universalActions": [
                    {"label": SETTINGS_LABEL, "runFunction": base + SETTINGS_PATH},
                    {"label": "Privacy", "openLink": base + PRIVACY_PATH},
                ],
            },
            "gmail": {
                "contextualTriggers": [{"unconditional": {}, "onTriggerFunction": base + MESSAGE_PATH}],
                "composeTrigger": {
                    "actions": [{"label": COMPOSE_LABEL, "runFunction": base + COMPOSE_PATH, "logoUrl": base + LOGO_PATH}],
                    "draftAccess": "METADATA",
                },
            },
            "httpOptions": {"authorizationHeader": "SYSTEM_ID_TOKEN", "granularOauthPermissionSupport": "OPT_IN"},
        },
    }
