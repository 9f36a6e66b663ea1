"""What a private key in git is for: visitors' servers, or developers' machines, demonstrations and exercises."""

from __future__ import annotations

from base64 import b64encode, encodebytes

import pytest
from checking import FLASK, check

NUMBER = b"\xc5" + bytes(range(255))
"""The modulus of a key of 2048 bits."""

LENGTH = b"\x02\x82\x01\x01\x00"


def pem(label: str, der: bytes) -> str:
    return f"-----BEGIN {label}-----\n{encodebytes(der).decode()}-----END {label}-----\n"


def key(number: bytes = NUMBER) -> str:
    return pem("RSA PRIVATE KEY", b"\x30\x82\x04\xa3\x02\x01\x00" + LENGTH + number + b"\x02\x03\x01\x00\x01")


def certificate(common: bytes, *others: bytes, number: bytes = NUMBER) -> str:
    names = b"".join(b"\x82" + bytes([len(other)]) + other for other in others)
    subject = b"\x06\x03\x55\x04\x03\x0c" + bytes([len(common)]) + common
    return pem("CERTIFICATE", b"\x30\x82\x03\x00" + subject + LENGTH + number + b"\x30\x10" + names)


def found(files: dict[str, str | bytes]) -> list[str]:
    return [path for path, _, _ in check("committed-private-key", {"app.py": FLASK, **files})]


@pytest.mark.parametrize(
    "path",
    [
        "server.key",
        "deploy/id_rsa",
        "keys/signing_key.pem",
        "config/production.key",
        "contest/server.key",
        "latest.pem",
    ],
)
def test_of_production(path: str) -> None:
    assert found({path: key()}) == [path]


@pytest.mark.parametrize(
    "path",
    ["certs/dev_key.pem", "docker/localhost.key", "keys/local.key", "ssl-cert-snakeoil.key", "etc/storage-test.pem", "challenges/one/id_rsa", "demo.key"],
)  # fmt: skip
def test_for_show(path: str) -> None:
    assert found({path: key()}) == []


def test_accounts_for_show() -> None:
    text = '{"type": "service_account", "private_key": "%s"}' % ("a1b2c3d4" * 8)
    assert found({"firebase.json": text, "firebase-test.json": text}) == ["firebase.json"]


@pytest.mark.parametrize(
    ("names", "is_found"),
    [
        ((b"shop.example.org",), True),
        ((b"CloudFlare Origin Certificate", b"*.shop.org", b"shop.org"), True),
        ((b"localhost",), False),
        ((b"web", b"localhost", b"web.default.svc.cluster.local"), False),
        ((b"Shop CA",), False),
    ],
)
def test_its_certificate(names: tuple[bytes, ...], is_found: bool) -> None:
    files: dict[str, str | bytes] = {"certs/server.key": key(), "certs/server.crt": certificate(*names)}
    assert found(files) == ["certs/server.key"] * is_found


def test_the_certificate_of_another_key() -> None:
    other = certificate(b"localhost", number=b"\xd7" + bytes(255))
    assert found({"certs/server.key": key(), "certs/server.crt": other}) == ["certs/server.key"]


def test_a_certificate_elsewhere_or_broken() -> None:
    broken = "-----BEGIN CERTIFICATE-----\nMII\n-----END CERTIFICATE-----\n"
    files: dict[str, str | bytes] = {
        "a/server.key": key(),
        "b/server.crt": certificate(b"localhost"),
        "a/x.pem": broken,
    }
    assert found(files) == ["a/server.key"]


def test_both_in_one_file() -> None:
    assert found({"certs/both.pem": key() + certificate(b"localhost")}) == []


def encoded(text: str) -> str:
    return b64encode(text.encode()).decode()


def secret(text: str, of: str = "Secret", name: str = "tls.key") -> str:
    return f"apiVersion: v1\nkind: {of}\nmetadata:\n  name: shop\ntype: Opaque\ndata:\n  {name}: {encoded(text)}\n"


@pytest.mark.parametrize("path", ["k8s/secret.yaml", "deploy/shop.yml", "charts/shop/files/tls.yaml"])
@pytest.mark.parametrize("label", ["RSA PRIVATE KEY", "PRIVATE KEY", "EC PRIVATE KEY", "OPENSSH PRIVATE KEY"])
def test_a_key_that_kubernetes_gets(path: str, label: str) -> None:
    text = pem(label, b"\x30\x82\x04\xa3\x02\x01\x00" + LENGTH + NUMBER)
    assert found({path: secret(text)}) == [path]
    assert found({path: secret(text).replace(": LS0", ': "LS0').rstrip("\n") + '"\n'}) == [path]
    assert found({f"tests/{path}": secret(text)}) == []


def test_a_kubeconfig() -> None:
    text = f"apiVersion: v1\nkind: Config\nusers:\n- name: deploy\n  user:\n    client-key-data: {encoded(key())}\n"
    assert found({"deploy/kubeconfig.yaml": text}) == ["deploy/kubeconfig.yaml"]
    assert found({"deploy/kubeconfig.yaml": text.replace(encoded(key()), encoded(certificate(b"shop")))}) == []


@pytest.mark.parametrize(
    "text",
    [
        secret(certificate(b"shop.example.com")),
        secret(pem("PUBLIC KEY", LENGTH + NUMBER), name="tls.pub"),
        secret("-----BEGIN PRIVATE KEY-----\nREPLACE_ME\n-----END PRIVATE KEY-----\n" + " " * 90),
        secret("user=shop password=shop"),
        "data:\n  tls.key: LS0tLS1CRUdJTi\n",
        secret(key()).replace("data", "encryptedData").replace("LS0tLS1CRUdJTi", "AgBy3i4OJSWK+P"),
    ],
)
def test_other_data_of_kubernetes(text: str) -> None:
    assert found({"k8s/secret.yaml": text}) == []
