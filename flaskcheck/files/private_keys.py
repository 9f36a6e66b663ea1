"""Private keys among the files of git, recognised by what the tools that make them write around a key."""

from __future__ import annotations

import re
from binascii import a2b_base64

from flaskcheck.files.paths import folder_of_file
from flaskcheck.ground import words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.files.tree import Tree

ENDINGS = (".key", ".pem", ".p8", ".ppk", ".json", "id_rsa", "id_dsa", "id_ecdsa", "id_ed25519", ".yaml", ".yml")
"""How the names of such files end: of OpenSSL, of PuTTY, of ssh-keygen, of a service account, of Kubernetes (a Secret, a kubeconfig)."""

_KEY = re.compile(
    rb"-----BEGIN (?:[A-Z]{1,20} ){0,3}PRIVATE KEY-----(?:\s|\\n|[A-Za-z-]{1,40}: [^\n]{1,200}\n)*[A-Za-z0-9+/=]{24}"
)
"""A key with something in it: a placeholder between the marks is shorter, or has an underscore (RFC 7468, and RFC 1421 for the headers)."""

_ENCODED = re.compile(rb":\s{0,20}['\"]?(LS0tLS1CRUdJTi[A-Za-z0-9+/]{90,190})")
"""The beginning of ``-----BEGIN``, as Kubernetes has its data written (Base64), and enough behind it to see whether it is a key."""

_PUTTY = re.compile(rb"PuTTY-User-Key-File-\d: ")


_ACCOUNT = re.compile(rb'"type"\s{0,20}:\s{0,20}"service_account"')
_ACCOUNT_KEY = re.compile(rb'"private_key"\s{0,20}:\s{0,20}"([\x21\x23-\x7e]{24,8000})"')


_MATERIAL = words.RIGS | frozenset(
    "demo dummy fake mock snakeoil selfsigned throwaway challenge challenges ctf exercise exercises scenario scenarios lab labs".split()
)
"""What is made to be shown or taken: keys of demonstrations, of exercises."""

_BESIDE = (".pem", ".crt", ".cer", ".cert")


def is_for_show(path: str) -> bool:
    """Whether a file or a folder around it is called after development, tests, demonstrations or exercises."""
    return words.is_development(path, _MATERIAL)


def is_own(tree: Tree, path: str) -> bool:
    """Whether the certificate of a key lies beside it, and names no domain of the internet: no visitor trusts it, it is for the developers' machines."""
    from flaskcheck.files.certificates import blocks, is_public, modulus

    moduli = [found for key in blocks(tree.source(path).raw, b"PRIVATE KEY") if (found := modulus(key))]
    folder = folder_of_file(path)
    beside = (p for p in tree.tracked or () if folder_of_file(p) == folder and p.lower().endswith(_BESIDE))
    certificates = [der for p in beside if tree.has(p) for der in blocks(tree.source(p).raw, b"CERTIFICATE")]
    mine = [der for der in certificates if any(number in der for number in moduli)]
    return bool(mine) and not any(map(is_public, mine))


def account_key(tree: Tree, path: str) -> str:
    """What a service account's file has as its key where that has no marks around it; ``""`` for any other file."""
    raw = tree.source(path).raw if tree.has(path) else b""
    found = _ACCOUNT_KEY.search(raw) if b"service_account" in raw and _ACCOUNT.search(raw) else None
    return found[1].decode() if found and b"BEGIN" not in found[1] else ""


def holds_private_key(tree: Tree, path: str) -> bool:
    """Whether there is a private key in a file of a tree; one that is too large to be here holds none."""
    raw = tree.source(path).raw if tree.has(path) else b""
    if path.lower().endswith((".yaml", ".yml")):
        return b"LS0tLS1CRUdJTi" in raw and any(map(_is_encoded, _ENCODED.findall(raw)))
    return (b"PRIVATE KEY" in raw and _KEY.search(raw) is not None) or _PUTTY.match(raw) is not None


def _is_encoded(text: bytes) -> bool:
    return _KEY.match(a2b_base64(text[: len(text) // 4 * 4])) is not None
