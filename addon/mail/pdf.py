"""PDF text, read in a process of its own that is kept between files and killed when it takes too long."""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import select
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import NamedTuple

from addon.core.message import ReadState
from addon.mail.limits import Limits
from addon.mail.pdf_worker import ANSWER, REQUEST

_WORKER = Path(__file__).with_name("pdf_worker.py")
START_SECONDS = 3.0
"""Added to the time of the first file, within ``Limits.reading_seconds``: the worker has to start (150 ms on an idle core)."""


class _TookTooLong(Exception):
    """The deadline passed before the worker answered."""


class PdfText(NamedTuple):
    """What became of a file: its text, how many pages it has, and of how many the text is."""

    state: ReadState
    text: str = ""
    pages: int = 0
    pages_read: int = 0


class PdfReader:
    """One worker process, used by one thread at a time (PDFium is not thread-safe). Restarts itself after a fork or a death."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0
        self._fresh = True

    def start(self) -> None:
        """Start the worker now, so that the first file does not wait for it. Never raises."""
        with self._lock, contextlib.suppress(OSError):
            self._ensure_started()

    def stop(self) -> None:
        """End the worker; the next file starts another."""
        with self._lock:
            self._kill()

    def read(self, data: bytes, limits: Limits) -> PdfText:
        """Return what could be read within ``limits.pdf_seconds`` and ``limits.reading_seconds``.

        TOO_SLOW where the time ran out, BROKEN where the file kills PDFium, UNSUPPORTED where no process can be started at
        all. Never raises.
        """
        latest = time.monotonic() + limits.reading_seconds
        if not self._lock.acquire(timeout=min(limits.pdf_seconds, limits.reading_seconds)):
            return PdfText(ReadState.TOO_SLOW)
        try:
            return self._exchange(data, limits, latest)
        except _TookTooLong:
            self._kill()
            return PdfText(ReadState.TOO_SLOW)
        except (OSError, ValueError, EOFError):
            started = self._process is not None
            self._kill()
            return PdfText(ReadState.BROKEN if started else ReadState.UNSUPPORTED)
        finally:
            self._lock.release()

    def _exchange(self, data: bytes, limits: Limits, latest: float) -> PdfText:
        process = self._ensure_started()
        seconds = limits.pdf_seconds
        deadline = min(latest, time.monotonic() + seconds + (START_SECONDS if self._fresh else 0.0))
        head = REQUEST.pack(len(data), limits.pdf_pages, limits.attachment_chars, seconds * 0.6)
        if process.stdin is None or process.stdout is None:
            raise EOFError
        _write(process.stdin.fileno(), head + data, deadline)
        (size,) = ANSWER.unpack(_read(process.stdout.fileno(), ANSWER.size, deadline))
        answer = json.loads(_read(process.stdout.fileno(), min(size, limits.attachment_chars * 12 + 1_000), deadline))
        self._fresh = False
        text = str(answer["text"])[: limits.attachment_chars]
        pages, pages_read = (min(int(answer[name]), 100_000) for name in ("pages", "pages_read"))
        return PdfText(ReadState(answer["state"]), text, pages, pages_read)

    def _ensure_started(self) -> subprocess.Popen[bytes]:
        process = self._process
        if process is not None and self._owner == os.getpid() and process.poll() is None:
            return process
        self._kill()
        environment = {
            "PYTHONPATH": os.pathsep.join(sys.path),
            "PYTHONIOENCODING": "utf-8",
            "SYSTEMROOT": os.environ.get("SYSTEMROOT", ""),
        }
        process = subprocess.Popen(  # noqa: S603 - our own interpreter and our own file, no shell, no argument from outside
            [sys.executable, "-P", str(_WORKER)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            bufsize=0,
        )
        self._process, self._owner, self._fresh = process, os.getpid(), True
        if process.stdin is not None and hasattr(os, "set_blocking"):
            os.set_blocking(process.stdin.fileno(), False)
        return process

    def _kill(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        if self._owner == os.getpid():  # after a fork the worker is the other process's
            with contextlib.suppress(OSError):
                process.kill()
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(timeout=1)


def _write(descriptor: int, data: bytes, deadline: float) -> None:
    view = memoryview(data)
    while view:
        _wait([], [descriptor], deadline)
        try:
            view = view[os.write(descriptor, view[:65_536]) :]
        except BlockingIOError:
            continue


def _read(descriptor: int, size: int, deadline: float) -> bytes:
    pieces: list[bytes] = []
    while size > 0:
        _wait([descriptor], [], deadline)
        piece = os.read(descriptor, min(size, 65_536))
        if not piece:
            raise EOFError
        pieces.append(piece)
        size -= len(piece)
    return b"".join(pieces)


def _wait(readers: list[int], writers: list[int], deadline: float) -> None:
    left = deadline - time.monotonic()
    if left <= 0 or not any(select.select(readers, writers, [], left)):
        raise _TookTooLong


READER = PdfReader()
"""The reader every caller shares."""

atexit.register(READER.stop)
