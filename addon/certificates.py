"""Google's certificates, kept in memory: google-auth by itself would fetch them for every single token.

States, by age: *fresh* (within the max-age Google sent): used. *Stale*: refetched; while Google's endpoint is down the old
ones serve for up to a day. An unknown key id on fresh certificates (Google rotates keys) or a forged one fetches too, at most
once a minute. One thread fetches; the others carry on with what is there, or wait where there is nothing.
"""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

import urllib3

from addon.errors import CertificatesUnavailable

FETCH_TIMEOUT_S: Final = 3.0
STALE_LIMIT_S: Final = 86_400.0
UNKNOWN_KEY_PAUSE_S: Final = 60.0
FAILURE_PAUSE_S: Final = 5.0
DEFAULT_MAX_AGE_S: Final = 300.0
_MIN_AGE_S: Final = 60.0
_MAX_AGE_CAP_S: Final = 86_400.0
_MAX_BYTES: Final = 131_072
_MAX_KEYS: Final = 64


@dataclass(frozen=True)
class Certificates:
    """PEM certificates by key id, and the seconds for which Google says they may be kept."""

    by_key_id: Mapping[str, str]
    max_age: float = DEFAULT_MAX_AGE_S


FetchCertificates = Callable[[], Certificates]
"""Fetches once; raises CertificatesUnavailable."""


def fetch_from(url: str) -> FetchCertificates:
    """Return a function that fetches the certificate map at ``url`` (the PEM form, Google's v1) within three seconds."""
    pool = urllib3.PoolManager(num_pools=1, timeout=urllib3.Timeout(total=FETCH_TIMEOUT_S), retries=False)

    def fetch() -> Certificates:
        try:
            answer = pool.request("GET", url, preload_content=False)
            try:
                status, headers, data = answer.status, answer.headers, answer.read(_MAX_BYTES + 1, decode_content=True)
            finally:
                answer.close()
        except (urllib3.exceptions.HTTPError, OSError) as error:
            raise CertificatesUnavailable(type(error).__name__) from error
        if status != 200 or len(data) > _MAX_BYTES:
            raise CertificatesUnavailable(f"status {status}, {len(data)} bytes")
        return Certificates(parse_certificates(data), max_age_of(headers.get("Cache-Control", ""), headers.get("Age", "")))

    return fetch


def parse_certificates(data: bytes) -> dict[str, str]:
    """Return the key ids and PEM texts in a v1 answer. Raises CertificatesUnavailable where it is anything else."""
    try:
        found = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise CertificatesUnavailable("not JSON") from error
    if not isinstance(found, dict) or not 0 < len(found) <= _MAX_KEYS:
        raise CertificatesUnavailable("not a certificate map")
    if not all(isinstance(pem, str) and pem.startswith("-----BEGIN CERTIFICATE-----") for pem in found.values()):
        raise CertificatesUnavailable("not a map of PEM certificates")
    return found


def max_age_of(cache_control: str, age: str = "") -> float:
    """Return the seconds an answer may still be kept: its max-age less the Age a cache on the way added (RFC 9111 4.2).

    Never under a minute, so that an odd header cannot make every card wait for a fetch.
    """
    found = re.search(r"(?:^|[\s,])max-age=([0-9]{1,9})(?:$|[\s,])", cache_control[:500].lower())
    if not found or "no-store" in cache_control.lower():
        return DEFAULT_MAX_AGE_S
    spent = int(age) if re.fullmatch(r"[0-9]{1,9}", age) else 0
    return min(max(float(int(found[1]) - spent), _MIN_AGE_S), _MAX_AGE_CAP_S)


@dataclass
class CertificateCache:
    """Thread-safe cache over ``fetch``. ``clock`` gives seconds that never jump back."""

    fetch: FetchCertificates
    clock: Callable[[], float] = time.monotonic
    _held: tuple[Certificates, float] | None = field(default=None, init=False)  # and when they were fetched
    _not_before: float = field(default=float("-inf"), init=False)
    _fetching: threading.Lock = field(default_factory=threading.Lock, init=False)

    def certificate(self, key_id: str) -> str | None:
        """Return the PEM certificate of ``key_id``, or None where Google has no such key.

        Raises CertificatesUnavailable where no certificates younger than their max-age and a day are at hand.
        """
        held = self._usable()
        if held is None:
            self._refetch(wait=True)
            held = self._usable()
            if held is None:
                raise CertificatesUnavailable("no certificates at hand")
            return held[0].by_key_id.get(key_id)
        certificates, fetched_at = held
        is_known = key_id in certificates.by_key_id
        if not is_known or self.clock() - fetched_at > certificates.max_age:
            self._refetch(wait=not is_known)
            certificates = (self._held or held)[0]
        return certificates.by_key_id.get(key_id)

    def _usable(self) -> tuple[Certificates, float] | None:
        held = self._held
        if held is None or self.clock() - held[1] > held[0].max_age + STALE_LIMIT_S:
            return None
        return held

    def _refetch(self, *, wait: bool) -> None:
        """Fetch, unless one was tried too recently or another thread is at it; ``wait`` for that thread to finish."""
        if not self._fetching.acquire(blocking=wait, timeout=2 * FETCH_TIMEOUT_S if wait else -1):
            return
        try:
            if self.clock() < self._not_before:  # the thread waited for has fetched just now
                return
            try:
                self._held = (self.fetch(), self.clock())
                pause = UNKNOWN_KEY_PAUSE_S
            except CertificatesUnavailable:
                pause = UNKNOWN_KEY_PAUSE_S if self._usable() else FAILURE_PAUSE_S
            self._not_before = self.clock() + pause
        finally:
            self._fetching.release()
