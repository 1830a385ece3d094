"""Signed statements: a JWS over the statement as it was before it was signed (xAPI 1.0.3, Part Two, 2.6)."""

import base64
import binascii
import itertools
from typing import Any

import jwt
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from django.utils.translation import gettext as _

from xapi.calls import parse_json
from xapi.rows import Json, fingerprint
from xapi.validation_values import InvalidStatement

USAGE = "http://adlnet.gov/expapi/attachments/signature"
ALGORITHMS = ["RS256", "RS384", "RS512"]


def is_signature(attachment: Json) -> bool:
    return bool(attachment["usageType"] == USAGE)


def check(statement: Json, token: bytes, path: str) -> None:
    """Raise ``InvalidStatement`` unless ``token`` signs ``statement``.

    Without a certificate in its header (``x5c``) nobody's key is known here: then only form and payload are checked.
    """
    try:
        parsed = jwt.api_jws.decode_complete(token, options={"verify_signature": False})
    except (jwt.InvalidTokenError, ValueError) as error:
        raise InvalidStatement(path, _("Chữ ký không phải JWS hợp lệ.")) from error
    header: dict[str, Any] = parsed["header"]
    if header.get("alg") not in ALGORITHMS:
        raise InvalidStatement(path, _("Chữ ký phải dùng RS256, RS384 hoặc RS512."))
    if "x5c" in header:
        _verify(token, header, path)
    payload = parse_json(parsed["payload"], path)
    if not isinstance(payload, dict) or not _same(payload, statement):
        raise InvalidStatement(path, _("Nội dung được ký khác với phát biểu."))


def _verify(token: bytes, header: dict[str, Any], path: str) -> None:
    """The first certificate signs the statement, each of the others the one before it (RFC 7515, 4.1.6)."""
    try:
        chain = [x509.load_der_x509_certificate(base64.b64decode(text, validate=True)) for text in header["x5c"]]
        for certificate, issuer in itertools.pairwise(chain):
            certificate.verify_directly_issued_by(issuer)
        jwt.api_jws.decode(token, chain[0].public_key(), algorithms=[header["alg"]])  # type: ignore[arg-type]
    except (jwt.InvalidTokenError, InvalidSignature, ValueError, TypeError, IndexError, binascii.Error) as error:
        raise InvalidStatement(path, _("Chữ ký không khớp với chứng thư đi kèm.")) from error


def _same(payload: Json, statement: Json) -> bool:
    bare = {key: value for key, value in statement.items() if key != "attachments"}
    others = [item for item in statement.get("attachments", ()) if not is_signature(item)]
    if others:
        bare["attachments"] = others
    signed = {key: value for key, value in payload.items() if key != "attachments" or value}
    if payload.get("id", bare.get("id")) != bare.get("id"):
        return False
    try:
        return fingerprint(signed) == fingerprint(bare)
    except (AttributeError, TypeError, ValueError):
        return False
