#!/usr/bin/env python3
"""Set up and run Acquaint on a machine that has Python 3.11 or newer, and nothing else.

    python3 dev.py preview [options]   start the preview (see `python -m addon preview --help` for options)
    python3 dev.py test [pytest args]  run every check and every test

Both make `.venv` on first use. The tests need a Chromium: one that is installed is used, else one is fetched.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import sysconfig
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / "python"

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
CHROMIUM_APPS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)


def main() -> int:
    """Run one of the two commands and return its exit code."""
    if sys.version_info < (3, 11):  # noqa: UP036 - this script is what meets an older Python
        return fail("Acquaint needs Python 3.11 or newer; this is " + sys.version.split()[0])
    command, *rest = sys.argv[1:] or ["help"]
    if command == "preview":
        install("requirements.txt")
        return run([PYTHON, "-m", "addon", "preview", *rest])
    if command == "test":
        install("tests/requirements.txt")
        return test(rest)
    print(__doc__)
    return 0 if command in {"help", "-h", "--help"} else 2


def fail(message: str) -> int:
    """Print why it cannot go on, and how it could."""
    print(message, file=sys.stderr)
    return 1


def run(command: list[str | Path], **environment: str) -> int:
    """Run a command in the project's root and return its exit code."""
    try:
        return subprocess.run([str(part) for part in command], cwd=ROOT, env=os.environ | environment, check=False).returncode
    except KeyboardInterrupt:
        return 130


# --- setting up ---------------------------------------------------------------------------------------------------------


def install(requirements: str) -> None:
    """Make the virtual environment and install ``requirements``, unless that was done for these very files."""
    wanted = fingerprint()
    stamp = VENV / f".{Path(requirements).parent.name or 'run'}-installed"
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
        return
    if not PYTHON.exists():
        make_venv()
    print(f"Installing {requirements} into .venv (once) ...", flush=True)
    pip = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", ROOT / requirements]
    if run(pip) != 0:
        raise SystemExit(fail("Could not install the packages: is this machine online?"))
    stamp.write_text(wanted, encoding="utf-8")


def fingerprint() -> str:
    """Return what decides whether an environment is still the right one."""
    files = (ROOT / "requirements.txt", ROOT / "tests" / "requirements.txt")
    return hashlib.sha256(b"".join(file.read_bytes() for file in files) + sys.version.encode()).hexdigest()


def make_venv() -> None:
    """Make ``.venv``. Debian keeps ``ensurepip`` in a package of its own; root gets it installed, others get told."""
    if run([sys.executable, "-m", "venv", VENV]) == 0:
        return
    shutil.rmtree(VENV, ignore_errors=True)
    package = f"python{sysconfig.get_python_version()}-venv"
    if can_apt() and apt(package) and run([sys.executable, "-m", "venv", VENV]) == 0:
        return
    raise SystemExit(fail(f"Could not make a virtual environment. On Debian or Ubuntu: sudo apt-get install {package}"))


def can_apt() -> bool:
    """True where packages can be installed without asking anybody."""
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def apt(*packages: str) -> bool:
    """Install Debian packages; True where that worked."""
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    run(["apt-get", "update", "-qq"], **quiet)
    return run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages], **quiet) == 0


def provide_chromium() -> str:
    """Return the path of a Chromium, fetching one where none is installed; "" where that is impossible."""
    found = installed_chromium()
    if found:
        return found
    print("No Chromium found; fetching one ...", flush=True)
    if can_apt() and apt("chromium"):
        return installed_chromium()
    if run([PYTHON, "-m", "playwright", "install", "chromium"]) == 0:
        return playwright_chromium()
    return ""


def installed_chromium() -> str:
    """Return the path of an installed Chromium or Chrome, "" where there is none."""
    named = os.environ.get("ACQUAINT_CHROMIUM", "")
    candidates = [named, *(shutil.which(name) or "" for name in CHROMIUM_NAMES), *CHROMIUM_APPS]
    return next((path for path in candidates if path and Path(path).exists()), "") or playwright_chromium()


def playwright_chromium() -> str:
    """Return the path of the Chromium that playwright has downloaded, "" where it has not."""
    ask = "from playwright.sync_api import sync_playwright as p\nwith p() as q: print(q.chromium.executable_path)"
    answer = subprocess.run([str(PYTHON), "-c", ask], cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()
    return answer if answer and Path(answer).exists() else ""


# --- testing ------------------------------------------------------------------------------------------------------------

CHECKS = (
    ("ruff", [BIN / "ruff", "check", "."]),
    ("ruff format", [BIN / "ruff", "format", "--check", "."]),
    ("mypy", [BIN / "mypy"]),
    ("import-linter", [BIN / "lint-imports", "--no-logo"]),
)


def test(arguments: list[str]) -> int:
    """Run the checks and all tests; with ``arguments`` only pytest, with them."""
    chromium = provide_chromium()
    if not chromium:
        print("No Chromium here; the browser tests will fail. Remedy: install Chromium, or set ACQUAINT_CHROMIUM to its path.")
    environment = {"ACQUAINT_CHROMIUM": chromium} if chromium else {}
    if arguments:
        return run([PYTHON, "-m", "pytest", *arguments], **environment)
    failed = []
    for name, command in CHECKS:
        started = time.monotonic()
        if run(list(command)) != 0:
            failed.append(name)
        print(f"[{name}: {time.monotonic() - started:.0f} s]", flush=True)
    if run([PYTHON, "-m", "pytest", "-n", "auto", "--dist", "loadgroup"], **environment) != 0:
        failed.append("pytest")
    if failed:
        return fail("FAILED: " + ", ".join(failed))
    print("All checks and tests passed.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
