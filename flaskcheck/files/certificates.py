"""Which names a certificate is for, and whether it belongs to a private key: read from the DER inside PEM, as far as both questions need (RFC 5280, RFC 8017, RFC 7468)."""

from __future__ import annotations

import re
from binascii import Error, a2b_base64

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_BLOCK = re.compile(rb"-----BEGIN ([A-Z ]{0,60})-----([A-Za-z0-9+/=\s]{1,20000})-----END")
_MODULUS = re.compile(rb"\x02\x82([\x01-\x04][\x00\x01])\x00", re.DOTALL)
"""The first long number of an RSA key: a tag, a length of two bytes, and the zero before a number that begins with a set bit."""

_NAMES = re.compile(rb"\x06\x03\x55\x04\x03[\x0c\x13\x16](.)|\x82(.)", re.DOTALL)
"""A common name (2.5.4.3), or a DNS name among the alternative ones; then its length."""

_DOMAIN = re.compile(rb"(?:\*\.)?(?:[A-Za-z0-9_-]{1,63}\.){1,8}[A-Za-z]{2,24}")
_PRIVATE_ENDINGS = (
    b".local",
    b".localhost",
    b".localdomain",
    b".internal",
    b".test",
    b".example",
    b".invalid",
    b".lan",
)
"""Names that no public certificate has (RFC 2606, RFC 6761, RFC 6762; ``cluster.local`` of Kubernetes)."""


def blocks(raw: bytes, kind: bytes) -> Iterator[bytes]:
    """The contents of the PEM blocks of a file whose label ends so."""
    for found in _BLOCK.finditer(raw):
        if found[1].endswith(kind):
            try:
                yield a2b_base64(found[2])
            except Error:
                continue


def modulus(key: bytes) -> bytes:
    """The modulus of an RSA key; ``b""`` for other keys."""
    found = _MODULUS.search(key)
    return key[found.end() : found.end() + int.from_bytes(found[1], "big") - 1] if found else b""


def is_public(certificate: bytes) -> bool:
    """Whether a certificate names a domain of the internet, or an authority that signs for such: all others are for one's own machines."""
    names = set()
    for found in _NAMES.finditer(certificate):
        length = (found[1] or found[2])[0]
        names.add(certificate[found.end() : found.end() + length])
    return any(_DOMAIN.fullmatch(name) and not name.lower().endswith(_PRIVATE_ENDINGS) for name in names)
