"""Statements as H5P's core in a browser sends them, written out by hand: always ``en-US``, HTML in descriptions, no id,
no timestamp, an actor that is nobody."""

import datetime as dt
from typing import Any

from content.h5p.claims.cleaning import Recording
from content.h5p.claims.reading import Claim, read

Json = dict[str, Any]
ACTIVITY = "https://hoc.example.vn/hoat-dong/bai/5b0c2c1e-7a54-4a35-8d30-6a3a2a4c7f10/h5p"
ADL = "http://adlnet.gov/expapi/verbs/"
EARLIEST = dt.datetime(2026, 3, 2, 8, 0, tzinfo=dt.UTC)
LATEST = dt.datetime(2026, 3, 2, 9, 30, tzinfo=dt.UTC)
VERDICT = "https://hoc.example.vn/hoat-dong/mo-rong/may-chu-kiem"
CLAIMED = "https://hoc.example.vn/hoat-dong/mo-rong/diem-tu-bao"


def part_iri(part: str | None) -> str:
    return ACTIVITY if part is None else f"{ACTIVITY}/{part}"


RECORDING = Recording(
    iri=part_iri, language="vi", earliest=EARLIEST, latest=LATEST, verdict_iri=VERDICT, claimed_iri=CLAIMED
)


def sent(
    verb: str,
    *,
    part: str | None = None,
    parent: str | bool | None = False,
    library: str | None = None,
    definition: Json | None = None,
    result: Json | None = None,
    context: Json | None = None,
) -> Json:
    """``parent`` False: none; None: the content itself; else a part."""
    about: Json = {
        "id": ACTIVITY if part is None else f"{ACTIVITY}?subContentId={part}",
        "objectType": "Activity",
        "definition": {"extensions": {"http://h5p.org/x-api/h5p-local-content-id": "k7"}, **(definition or {})},
    }
    if part is not None:
        about["definition"]["extensions"]["http://h5p.org/x-api/h5p-subContentId"] = part
    around: Json = {}
    if parent is not False:
        above = ACTIVITY if parent is None else f"{ACTIVITY}?subContentId={parent}"
        around["parent"] = [{"id": above, "objectType": "Activity"}]
    if library:
        around["category"] = [{"id": f"http://h5p.org/libraries/{library}", "objectType": "Activity"}]
    made: Json = {
        "actor": {
            "account": {"name": "not-trackable-0b8f7f0e", "homePage": "https://hoc.example.vn"},
            "objectType": "Agent",
        },
        "verb": {"id": ADL + verb, "display": {"en-US": verb}},
        "object": about,
        "context": {"contextActivities": around, **(context or {})},
    }
    return {**made, "result": result} if result is not None else made


def scored(raw: float, most: float, **more: Any) -> Json:
    share = {"scaled": round(raw / most, 4)} if most else {}
    return {"score": {"min": 0, "max": most, "raw": raw, **share}, "completion": True, "duration": "PT7.31S", **more}


def claim(verb: str, **told: Any) -> Claim:
    return read(sent(verb, **told), ACTIVITY)


def answered(response: str | None, raw: float | None = None, most: float | None = None, **told: Any) -> Claim:
    result: Json = {} if raw is None or most is None else scored(raw, most)
    if "success" in told:
        result["success"] = told.pop("success")
    if response is not None:
        result["response"] = response
    return claim("answered", result=result, **told)
