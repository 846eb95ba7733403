"""What is deployed: the guide and app.yaml agree with the code, and the uploaded files are enough to start."""

from __future__ import annotations

import fnmatch
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from addon.config import VARIABLES, Config, Variable

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("variable", VARIABLES, ids=lambda variable: variable.name)
def test_every_variable_is_documented_as_it_is(variable: Variable) -> None:
    """Name, default and explanation in the deployment guide are those of the code."""
    default = "must be set" if variable.default is None else f"`{variable.default}`" if variable.default else ""
    row = f"| `{variable.name}` | {default} | {variable.help} |"
    assert row in (ROOT / "docs" / "deploy.md").read_text(encoding="utf-8").splitlines()


def test_every_variable_in_app_yaml_exists_and_none_that_must_be_set_is_missing() -> None:
    """A misspelt one would be ignored in silence."""
    named = set(re.findall(r"^  (?:# )?([A-Z_]{4,}):", (ROOT / "app.yaml").read_text(encoding="utf-8"), re.MULTILINE))
    assert named <= {variable.name for variable in VARIABLES}
    assert {variable.name for variable in VARIABLES if variable.default is None} <= named


def test_app_yaml_starts_once_its_three_values_are_filled_in() -> None:
    """As in the guide, with the key out of Secret Manager."""
    text = (ROOT / "app.yaml").read_text(encoding="utf-8")
    filled = text.replace("PROJECT_ID", "acquaint-example").replace("REGION_ID", "ew")
    filled = filled.replace("SERVICE_ACCOUNT_EMAIL", "service-1@gcp-sa-gsuiteaddons.example").replace(
        'OAUTH_CLIENT_ID"', 'client"'
    )
    environment = dict(re.findall(r'^  ([A-Z_]+): "(.*)"$', filled, re.MULTILINE))
    asked: list[str] = []

    def read_secret(reference: str) -> str:
        asked.append(reference)
        return "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="

    config = Config.from_env({**environment, "GAE_ENV": "standard"}, read_secret)
    assert config.base_url == "https://acquaint-example.ew.r.appspot.com"
    assert asked == ["sm://projects/acquaint-example/secrets/acquaint-key/versions/1"]


def test_the_files_that_are_uploaded_are_enough_to_start(tmp_path: Path) -> None:
    """Without tests, tools and the preview the server imports and is wired."""
    lines = (ROOT / ".gcloudignore").read_text(encoding="utf-8").splitlines()
    patterns = [line.rstrip("/") for line in lines if line and not line.startswith("#")]

    def ignored(directory: str, names: list[str]) -> set[str]:
        relative = Path(directory).relative_to(ROOT)
        return {
            name
            for name in names
            for pattern in patterns
            if fnmatch.fnmatch(str(relative / name) if "/" in pattern else name, pattern)
        }

    uploaded = tmp_path / "uploaded"
    shutil.copytree(ROOT, uploaded, ignore=ignored)
    assert not (uploaded / "addon" / "preview").exists()
    assert not (uploaded / "tests").exists()
    assert (uploaded / "requirements.txt").exists()
    environment = {
        "PATH": os.environ["PATH"],
        "ACQUAINT_BASE_URL": "https://acquaint.example",
        "ACQUAINT_SERVICE_ACCOUNT": "service-1@gcp-sa-gsuiteaddons.example",
        "ACQUAINT_OAUTH_CLIENT_ID": "client.apps.example",
        "ACQUAINT_STORE": "none",
    }
    program = "from addon.app import create_app; print(create_app().test_client().post('/addon/message', json={}).status_code)"
    ran = subprocess.run(
        [sys.executable, "-c", program], cwd=uploaded, env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    assert ran.stdout.strip() == "401", ran.stderr
