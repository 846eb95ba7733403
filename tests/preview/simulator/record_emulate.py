"""Ask npm's emulate 0.11.2 our queries and write its answers to emulate-0.11.2.json.

    npm install --prefix FOLDER emulate@0.11.2     (the tag "latest" is another, older package)
    python tests/preview/simulator/record_emulate.py FOLDER

Run from the repository root; needs Node 20 or newer. Only for refreshing the recording: no test starts Node.
"""

from __future__ import annotations

import json
import pathlib
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[2])]

from sim_corpus import QUERIES, as_emulate  # noqa: E402 - needs the path above

PORT = 4871


def ask(q: str) -> list[str]:
    """Slugs that emulate finds; the seeded ids are the slugs."""
    parameters = urllib.parse.urlencode({"q": q, "maxResults": 500})
    url = f"http://127.0.0.1:{PORT}/gmail/v1/users/me/messages?{parameters}"
    request = urllib.request.Request(url, headers={"Authorization": "Bearer any"})
    with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310 - the same
        return sorted(item["id"] for item in json.load(answer).get("messages", []))


def main(folder: str) -> None:
    """Start emulate on the corpus, record, stop it."""
    with tempfile.TemporaryDirectory() as scratch:
        seed = pathlib.Path(scratch) / "seed.json"
        seed.write_text(json.dumps(as_emulate()), encoding="utf-8")
        command = [
            f"{folder}/node_modules/.bin/emulate",
            "start",
            "--service",
            "google",
            "--port",
            str(PORT),
            "--seed",
            str(seed),
        ]
        server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        try:
            for _ in range(100):
                try:
                    ask("")
                    break
                except (urllib.error.URLError, ConnectionError):
                    time.sleep(0.2)
            answers = {q: ask(q) for q in QUERIES}
        finally:
            server.terminate()
            server.wait()
    text = json.dumps(answers, ensure_ascii=False, indent=1)
    (HERE / "emulate-0.11.2.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
