"""Attachments and signatures over HTTP: multipart in and out, JWS with and without a chain of certificates.

xAPI 1.0.3, Part Two, 2.4.11 and 2.6; Part Three, 1.5.2.
"""

import base64
import datetime as dt
import hashlib
import json
from collections.abc import Sequence
from functools import cache
from typing import Any

import jwt
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from django.http import HttpResponse

from tests.xapi.client import LAN, LESSON, Lrs, statement, void
from xapi import multipart
from xapi.models import Attachment, Statement, StatementAttachment
from xapi.rows import Json
from xapi.signatures import USAGE

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.xapi.urls")]
FILES = [b"", b"\x00\xff", b"\r\n", b"\r\n\r\n--x\r\n", b"--x--", b"anh\r\n", b"\n", b"x" * 100_000]


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def described(content: bytes, **changes: Any) -> Json:
    return {
        "usageType": "https://example.org/anh",
        "display": {"vi": "Ảnh"},
        "contentType": "image/png",
        "length": len(content),
        "sha2": digest(content),
        **changes,
    }


def part(content: bytes, **changes: str) -> tuple[dict[str, str], bytes]:
    head = {
        "Content-Type": "image/png",
        "Content-Transfer-Encoding": "binary",
        "X-Experience-API-Hash": digest(content),
    }
    return {**head, **{name.replace("_", "-"): value for name, value in changes.items()}}, content


def body_of(sent: Any, parts: Sequence[tuple[dict[str, str], bytes]], boundary: str = "x") -> bytes:
    line = b"\r\n"
    pieces = []
    for head, content in [({"Content-Type": "application/json"}, json.dumps(sent).encode()), *parts]:
        lines = [f"--{boundary}".encode(), *(f"{name}: {value}".encode() for name, value in head.items()), b"", content]
        pieces.append(line.join(lines))
    return line.join([*pieces, f"--{boundary}--".encode(), b""])


def send(
    lrs: Lrs, sent: Any, parts: Sequence[tuple[dict[str, str], bytes]], kind: str = "multipart/mixed; boundary=x"
) -> HttpResponse:
    return lrs.send("POST", "statements", body_of(sent, parts), kind=kind)


@pytest.mark.parametrize("content", FILES, ids=range(len(FILES)))
def test_bytes_come_back_as_they_went_in(lrs: Lrs, content: bytes) -> None:
    sent = statement(attachments=[described(content)])
    boundary = "unlikely-in-any-of-them"
    raw = body_of(sent, [part(content)], boundary)
    answer = lrs.send("POST", "statements", raw, kind=f'multipart/mixed; boundary="{boundary}"')
    assert (answer.status_code, json.loads(answer.content)) == (200, [sent["id"]])
    plain = lrs.read("statements", statementId=sent["id"])
    assert plain["Content-Type"] == "application/json"
    whole = lrs.read("statements", statementId=sent["id"], attachments="true")
    assert whole["Content-Type"].startswith("multipart/mixed")
    first, second = multipart.split(whole.content, whole["Content-Type"])
    assert json.loads(first.content) == json.loads(plain.content)
    assert second.content == content
    assert second.headers["x-experience-api-hash"] == digest(content)
    assert second.headers["content-transfer-encoding"] == "binary"
    assert second.headers["content-type"] == "image/png"
    assert whole["Content-Length"] == str(len(whole.content))


def test_one_file_of_many_statements_is_kept_and_sent_once(lrs: Lrs) -> None:
    content, other = b"mot", b"hai"
    both = [described(content), described(other), described(content, display={"vi": "Lại"})]
    sent = [statement(attachments=both), statement(attachments=[described(content)])]
    assert send(lrs, sent, [part(content), part(other), part(content)]).status_code == 200
    again = statement(attachments=[described(content, sha2=digest(content).upper())])
    assert send(lrs, again, [part(content)]).status_code == 200
    assert Attachment.objects.count() == 2
    assert StatementAttachment.objects.count() == 4
    page = lrs.read("statements", attachments="true")
    _first, *files = multipart.split(page.content, page["Content-Type"])
    assert sorted(file.content for file in files) == [other, content]
    last = lrs.read("statements", attachments="true", limit="1")
    assert len(multipart.split(last.content, last["Content-Type"])) == 2
    none = lrs.read("statements", attachments="true", verb="https://example.org/khong")
    assert len(multipart.split(none.content, none["Content-Type"])) == 1


def test_a_put_a_substatement_and_a_file_elsewhere(lrs: Lrs) -> None:
    inner = {"objectType": "SubStatement", "actor": LAN, "verb": {"id": "a:b"}, "object": {"id": LESSON}}
    sent = statement(
        object={**inner, "attachments": [described(b"mot")]},
        attachments=[described(b"hai", fileUrl="https://example.org/hai.png")],
    )
    answer = lrs.send(
        "PUT", f"statements?statementId={sent['id']}", body_of(sent, [part(b"mot")]), kind="multipart/mixed; boundary=x"
    )
    assert answer.status_code == 204
    whole = lrs.read("statements", statementId=sent["id"], attachments="true")
    assert [file.content for file in multipart.split(whole.content, whole["Content-Type"])[1:]] == [b"mot"]
    lrs.post(void(sent))
    gone = lrs.read("statements", voidedStatementId=sent["id"], attachments="true")
    assert len(multipart.split(gone.content, gone["Content-Type"])) == 2


def test_what_is_wrong_with_a_multipart_is_400_and_nothing_is_stored(lrs: Lrs) -> None:
    content = b"mot"
    sent = statement(attachments=[described(content)])
    good = part(content)
    mixed = "multipart/mixed; boundary=x"
    raw = body_of(sent, [good])
    wrong: dict[str, tuple[bytes, str]] = {
        "no boundary named": (raw, "multipart/mixed"),
        "another boundary": (raw, "multipart/mixed; boundary=y"),
        "no end": (raw.removesuffix(b"--x--\r\n"), mixed),
        "nothing": (b"", mixed),
        "only the end": (b"--x--\r\n", mixed),
        "no margin": (raw.replace(b"\r\n\r\n", b"\r\n", 1), mixed),
        "an excess part": (body_of(sent, [good, part(b"hai")]), mixed),
        "an excess part without attachments": (body_of(statement(), [good]), mixed),
        "a missing part": (body_of(sent, []), mixed),
        "another hash": (body_of(sent, [part(content, X_Experience_API_Hash=digest(b"hai"))]), mixed),
        "no hash": (body_of(sent, [part(content, X_Experience_API_Hash="")]), mixed),
        "no encoding": (body_of(sent, [part(content, Content_Transfer_Encoding="base64")]), mixed),
        "other bytes": (raw.replace(b"\r\n\r\nmot", b"\r\n\r\nMOT"), mixed),
        "the file first": (raw.replace(b"application/json", b"image/png"), mixed),
        "another multipart": (raw, "multipart/form-data; boundary=x"),
        "no JSON": (raw.replace(b'{"actor"', b'{"actor', 1), mixed),
    }
    for name, (body, kind) in wrong.items():
        answer = lrs.send("POST", "statements", body, kind=kind)
        assert answer.status_code == 400, name
        assert json.loads(answer.content)["message"], name
    assert not Statement.objects.exists()
    assert not Attachment.objects.exists()
    assert lrs.send("POST", "statements", raw, kind=mixed).status_code == 200


@pytest.mark.parametrize("name", ["sha224", "sha256", "sha384", "sha512"])
def test_every_sha_2_is_known(lrs: Lrs, name: str) -> None:
    digits = hashlib.new(name, b"mot").hexdigest()
    sent = statement(attachments=[described(b"mot", sha2=digits)])
    assert send(lrs, sent, [part(b"mot", X_Experience_API_Hash=digits)]).status_code == 200


# -- Signatures ------------------------------------------------------------------


@cache
def key(name: str) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@cache
def certificate(subject: str, issuer: str) -> str:
    """``subject``'s, signed by ``issuer``, as ``x5c`` has it."""
    names = [x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]) for name in (subject, issuer)]
    begin = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(names[0])
        .issuer_name(names[1])
        .public_key(key(subject).public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begin)
        .not_valid_after(begin + dt.timedelta(days=36500))
        .sign(key(issuer), hashes.SHA256())
    )
    return base64.b64encode(made.public_bytes(serialization.Encoding.DER)).decode()


def chain(*names: str) -> list[str]:
    return [certificate(name, issuer) for name, issuer in zip(names, [*names[1:], names[-1]], strict=True)]


def token(payload: Any, algorithm: str = "RS256", signer: str = "lan", x5c: list[str] | None = None) -> bytes:
    headers = {} if x5c is None else {"x5c": x5c}
    secret: Any = key(signer) if algorithm[0] == "R" else "bí mật" * 20
    content = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
    return jwt.api_jws.encode(content, secret, algorithm=algorithm, headers=headers).encode()


def signed(lrs: Lrs, sent: Json, content: bytes, **changes: Any) -> HttpResponse:
    attachment = described(content, **{"usageType": USAGE, "contentType": "application/octet-stream", **changes})
    body = {**sent, "attachments": [*sent.get("attachments", []), attachment]}
    return send(lrs, body, [part(content, Content_Type="application/octet-stream")])


@pytest.mark.parametrize("algorithm", ["RS256", "RS384", "RS512"])
@pytest.mark.parametrize("names", [None, ("lan",), ("lan", "so"), ("lan", "so", "goc")])
def test_a_signed_statement_is_stored(lrs: Lrs, algorithm: str, names: tuple[str, ...] | None) -> None:
    sent = statement(result={"score": {"raw": 5}})
    content = token(sent, algorithm, x5c=chain(*names) if names else None)
    assert signed(lrs, sent, content).status_code == 200
    whole = lrs.read("statements", statementId=sent["id"], attachments="true")
    assert multipart.split(whole.content, whole["Content-Type"])[1].content == content


def test_what_the_store_sets_may_be_missing_in_what_is_signed(lrs: Lrs) -> None:
    sent = statement(version="1.0.0" if not lrs.is_2 else "2.0.0")
    bare = {name: sent[name] for name in ("actor", "verb", "object")}
    assert signed(lrs, sent, token({**bare, "result": {}}, x5c=chain("lan"))).status_code == 400
    assert signed(lrs, sent, token(bare, x5c=chain("lan"))).status_code == 200


def test_a_signature_that_does_not_hold_is_refused(lrs: Lrs) -> None:
    sent = statement()
    other = statement(id=sent["id"], verb={"id": "https://example.org/khac"})
    good = token(sent, x5c=chain("lan"))
    head, payload, signature = good.split(b".")
    stranger = token(sent, signer="la", x5c=chain("lan"))
    wrong: dict[str, bytes] = {
        "another statement": token(other, x5c=chain("lan")),
        "another id": token(statement(), x5c=chain("lan")),
        "another one, nobody's key": token(other),
        "signed by another": stranger,
        "changed signature": b".".join([head, payload, signature[:-8] + b"AAAAAAAA"]),
        "changed payload": b".".join([head, token(other).split(b".")[1], signature]),
        "a broken chain": token(sent, x5c=[*chain("lan"), *chain("goc")]),
        "a chain out of order": token(sent, x5c=chain("lan", "so", "goc")[::-1]),
        "an empty chain": token(sent, x5c=[]),
        "no certificate": token(sent, x5c=["AAAA"]),
        "no base64": token(sent, x5c=["***"]),
        "no list": token(sent, x5c="x"),  # type: ignore[arg-type]
        "numbers": token(sent, x5c=[5]),  # type: ignore[list-item]
        "HMAC": token(sent, "HS256"),
        "no JWS": b"x.y",
        "nothing": b"",
        "no JSON": token(b"xin chao", x5c=chain("lan")),
        "no statement": token([1], x5c=chain("lan")),
        "no parts": token({"object": 5, "context": 5}, x5c=chain("lan")),
    }
    for name, content in wrong.items():
        assert signed(lrs, sent, content).status_code == 400, name
    assert signed(lrs, sent, good, contentType="text/plain").status_code == 400
    assert not Statement.objects.exists()
    assert lrs.post({**sent, "attachments": [described(good, usageType=USAGE, fileUrl="a:b")]}).status_code == 400
    assert signed(lrs, sent, good).status_code == 200


def test_a_signed_statement_may_have_other_attachments(lrs: Lrs) -> None:
    sent = statement(attachments=[described(b"mot", fileUrl="https://example.org/mot.png")])
    assert signed(lrs, sent, token(sent, x5c=chain("lan"))).status_code == 200
    other = statement(attachments=sent["attachments"])
    assert signed(lrs, other, token({**other, "attachments": []}, x5c=chain("lan"))).status_code == 400
