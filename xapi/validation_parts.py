"""The parts of a statement: agents, groups, verbs, activities, results and attachments, as tables of checks."""

from typing import Any

from django.utils.translation import gettext as _

from xapi import validation_values as v
from xapi.validation_values import InvalidStatement, Shape

IDENTIFIERS = ("mbox", "mbox_sha1sum", "openid", "account")


def account_name(value: Any, path: str, version: str) -> None:
    v.text(value, path, version)
    if "\x00" in value:
        raise InvalidStatement(path, _("Không được chứa ký tự rỗng."))


_account = Shape({"homePage": v.iri, "name": account_name}, ("homePage", "name"))
_named: dict[str, v.Check] = {
    "name": v.text,
    "mbox": v.mailto,
    "mbox_sha1sum": v.sha1,
    "openid": v.iri,
    "account": _account,
}
_agent = Shape({**_named, "objectType": v.one_of("Agent")})


def agent(value: Any, path: str, version: str) -> None:
    """Exactly one inverse functional identifier."""
    _agent(value, path, version)
    if _identifiers(value) != 1:
        raise InvalidStatement(path, _("Phải có đúng một định danh: mbox, mbox_sha1sum, openid hoặc account."))


_group = Shape({**_named, "objectType": v.one_of("Group"), "member": v.list_of(agent)}, ("objectType",))


def group(value: Any, path: str, version: str) -> None:
    """Identified (one identifier) or anonymous (none, but members)."""
    _group(value, path, version)
    count = _identifiers(value)
    if count > 1:
        raise InvalidStatement(path, _("Nhóm chỉ được có một định danh."))
    if not count and "member" not in value:
        raise InvalidStatement(path, _("Nhóm không định danh phải có thành viên."))


def _identifiers(value: dict[str, Any]) -> int:
    return sum(name in value for name in IDENTIFIERS)


def actor(value: Any, path: str, version: str) -> None:
    v.require_object(value, path)
    (group if value.get("objectType") == "Group" else agent)(value, path, version)


def authority(value: Any, path: str, version: str) -> None:
    """An agent, or the anonymous pair of a three-legged OAuth (xAPI 1.0.3, 2.4.9)."""
    actor(value, path, version)
    if value.get("objectType") == "Group" and (_identifiers(value) or len(value["member"]) != 2):
        raise InvalidStatement(path, _("Nguồn là nhóm thì phải không định danh và có đúng hai thành viên."))


verb = Shape({"id": v.iri, "display": v.language_map}, ("id",))
statement_ref = Shape({"objectType": v.one_of("StatementRef"), "id": v.uuid}, ("objectType", "id"))

# -- Activities -----------------------------------------------------------------

COMPONENTS = {
    "choices": {"choice", "sequencing"},
    "scale": {"likert"},
    "source": {"matching"},
    "target": {"matching"},
    "steps": {"performance"},
}
INTERACTIONS = (
    "true-false",
    "choice",
    "fill-in",
    "long-fill-in",
    "matching",
    "performance",
    "sequencing",
    "likert",
    "numeric",
    "other",
)
_component = Shape({"id": v.text, "description": v.language_map}, ("id",))


def _components(value: Any, path: str, version: str) -> None:
    v.list_of(_component)(value, path, version)
    ids = [item["id"] for item in value]
    if len(set(ids)) != len(ids):
        raise InvalidStatement(path, _("Mã của các lựa chọn không được trùng nhau."))


_definition = Shape(
    {
        "name": v.language_map,
        "description": v.language_map,
        "type": v.iri,
        "moreInfo": v.iri,
        "extensions": v.extensions,
        "interactionType": v.one_of(*INTERACTIONS),
        "correctResponsesPattern": v.list_of(v.text),
        **dict.fromkeys(COMPONENTS, _components),
    }
)


def definition(value: Any, path: str, version: str) -> None:
    _definition(value, path, version)
    kind = value.get("interactionType")
    if kind is None and "correctResponsesPattern" in value:
        raise InvalidStatement(path, _("correctResponsesPattern cần có interactionType."))
    for name, kinds in COMPONENTS.items():
        if name in value and kind not in kinds:
            raise InvalidStatement(f"{path}.{name}", _("Không dùng được với loại tương tác này."))


activity = Shape({"objectType": v.one_of("Activity"), "id": v.iri, "definition": definition}, ("id",))

# -- Results and attachments ----------------------------------------------------

_score = Shape(dict.fromkeys(("scaled", "raw", "min", "max"), v.number))


def score(value: Any, path: str, version: str) -> None:
    _score(value, path, version)
    low, high, raw = value.get("min"), value.get("max"), value.get("raw")
    if "scaled" in value and not -1 <= value["scaled"] <= 1:
        raise InvalidStatement(f"{path}.scaled", _("Phải nằm trong khoảng -1 đến 1."))
    if low is not None and high is not None and low > high:
        raise InvalidStatement(path, _("min không được lớn hơn max."))
    if raw is not None and ((low is not None and raw < low) or (high is not None and raw > high)):
        raise InvalidStatement(f"{path}.raw", _("Phải nằm giữa min và max."))


result = Shape(
    {
        "score": score,
        "success": v.boolean,
        "completion": v.boolean,
        "response": v.text,
        "duration": v.duration,
        "extensions": v.extensions,
    }
)
attachments = v.list_of(
    Shape(
        {
            "usageType": v.iri,
            "display": v.language_map,
            "description": v.language_map,
            "contentType": v.media_type,
            "length": v.natural,
            "sha2": v.sha2,
            "fileUrl": v.iri,
        },
        ("usageType", "display", "contentType", "length", "sha2"),
    )
)
