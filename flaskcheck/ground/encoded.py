"""The bytes of any text, halves of characters included: names of files hold other bytes than UTF-8's, and texts what they escape (``"\\ud800"``)."""

from __future__ import annotations


def encoded(text: str) -> bytes:
    """A text in UTF-8; what stands for a byte of a file's name (PEP 383) as that byte, and any other half of a pair as if it were a character."""
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")
