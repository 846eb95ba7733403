"""Finds a Chromium to drive, so that nobody has to download one."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC_APPS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
DOWNLOADS = ("~/.cache/ms-playwright", "~/Library/Caches/ms-playwright")
REMEDY = (
    "No Chromium found. Install one (apt install chromium, or: playwright install chromium) or set ACQUAINT_CHROMIUM to its path."
)
ARGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


class NoChromium(RuntimeError):
    """There is no browser to test with; the text says what to do."""


def find_chromium() -> Path:
    """Return the path of a Chromium or Chrome: ACQUAINT_CHROMIUM, then PATH, macOS applications, playwright's download.

    Raises NoChromium, with a one-line remedy, where there is none.
    """
    named = os.environ.get("ACQUAINT_CHROMIUM")
    if named:
        if not Path(named).is_file():
            raise NoChromium(f"ACQUAINT_CHROMIUM names {named}, which is no file.")
        return Path(named)
    found = (shutil.which(name) for name in NAMES)
    installed = [Path(path) for path in (*found, *MAC_APPS) if path and Path(path).is_file()]
    for place in DOWNLOADS:
        for pattern in ("chromium-*/chrome-linux*/chrome", "chromium-*/chrome-mac*/*.app/Contents/MacOS/*"):
            installed += sorted(Path(place).expanduser().glob(pattern))
    if not installed:
        raise NoChromium(REMEDY)
    return installed[0]
