"""Keyed hashes for looking rows up, and sealed copies for showing them: what a stolen database does not give away.

Both keys come from the one secret (HKDF, RFC 5869). Each owner has keys of their own, so the same correspondent in two
mailboxes leaves two unrelated hashes, and one owner's sealed copies do not open under another's.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_FORMAT: Final = b"\x01"  # first byte of every sealed copy, so that another cipher can follow
_NONCE_BYTES: Final = 12  # NIST SP 800-38D 8.2.2; random nonces are safe far beyond what one owner writes


class OwnerKeys:
    """The keys of one owner. ``owner_key`` is the 32-byte keyed hash of their ``sub``: the owner column of every table."""

    def __init__(self, hash_root: bytes, seal_root: bytes, owner: str) -> None:
        """``owner`` is the verified ``sub``."""
        name = _bytes(owner)
        self.owner_key = _hmac(hash_root, b"owner\0" + name)
        self._hash_key = _hmac(hash_root, b"rows\0" + name)
        self._cipher = AESGCM(_hmac(seal_root, b"seal\0" + name))

    def row_key(self, purpose: str, value: str) -> bytes:
        """Return the 32-byte HMAC-SHA256 of ``value``; the same value for another ``purpose`` hashes differently."""
        return _hmac(self._hash_key, _bytes(purpose) + b"\0" + _bytes(value))

    def seal(self, text: str, column: str, row_key: bytes = b"") -> bytes:
        """Return ``text`` sealed for one place: it opens only in this ``column`` of this owner's row ``row_key``."""
        nonce = os.urandom(_NONCE_BYTES)
        return _FORMAT + nonce + self._cipher.encrypt(nonce, _bytes(text), self._place(column, row_key))

    def unseal(self, sealed: bytes, column: str, row_key: bytes = b"") -> str | None:
        """Return the text of a sealed copy, or None where it is another key's, another place's, or damaged."""
        if sealed[:1] != _FORMAT or len(sealed) < 1 + _NONCE_BYTES:
            return None
        nonce, body = sealed[1 : 1 + _NONCE_BYTES], sealed[1 + _NONCE_BYTES :]
        try:
            return self._cipher.decrypt(nonce, body, self._place(column, row_key)).decode("utf-8", "surrogatepass")
        except (InvalidTag, UnicodeDecodeError):
            return None

    def _place(self, column: str, row_key: bytes) -> bytes:
        return b"\0".join((b"acquaint", _bytes(column), self.owner_key + row_key))


class Keyring:
    """All owners' keys, from the one secret."""

    def __init__(self, secret_key: bytes) -> None:
        """``secret_key``: 32 or more random bytes; with another one, everything stored reads as not remembered."""
        self._hash_root = _derive(secret_key, b"acquaint hash")
        self._seal_root = _derive(secret_key, b"acquaint seal")

    def owner(self, owner: str) -> OwnerKeys:
        """Return the keys of the owner with the verified ``sub`` ``owner``."""
        return OwnerKeys(self._hash_root, self._seal_root, owner)


def _derive(secret_key: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=purpose).derive(secret_key)


def _hmac(key: bytes, message: bytes) -> bytes:
    return hmac.digest(key, message, hashlib.sha256)


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")  # addresses come from mail: half a surrogate pair must hash too
