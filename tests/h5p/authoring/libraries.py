"""Tiny libraries with the names and fields of the real content types, with texts of our own, brought and approved."""

import io
from typing import Any

from content.h5p.approving import approve
from content.h5p.importing import take_libraries
from content.h5p.models import Library
from tests.h5p import making

FEEDBACK = {
    "name": "overallFeedback",
    "type": "group",
    "fields": [{"name": "overallFeedback", "type": "list", "field": {"name": "range", "type": "group", "fields": []}}],
}


def text(name: str, default: str | None = None, **more: Any) -> dict[str, Any]:
    return {"name": name, "type": "text", **({} if default is None else {"default": default}), **more}


def flag(name: str, default: bool) -> dict[str, Any]:
    return {"name": name, "type": "boolean", "default": default}


def group(name: str, *fields: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"name": name, "type": "group", "fields": list(fields), **more}


SEMANTICS: dict[str, list[dict[str, Any]]] = {
    "H5P.DragText": [
        group("media", {"name": "type", "type": "library", "optional": True}, flag("disableImageZooming", False)),
        text("taskDescription", "Do it", widget="html", tags=["strong"]),
        text("textField"),
        text("distractors", optional=True),
        FEEDBACK,
        text("checkAnswer", "Look"),
        text("newLabel", "Something new"),
        group("behaviour", flag("enableRetry", True), flag("instantFeedback", False), flag("somethingNew", True)),
    ],
    "H5P.MarkTheWords": [
        text("taskDescription", widget="html"),
        text("textField", widget="html", tags=["p"]),
        text("checkAnswerButton", "Look"),
        group("behaviour", flag("enableRetry", True), flag("enableSolutionsButton", True)),
    ],
    "H5P.Dialogcards": [
        text("title", optional=True),
        {"name": "mode", "type": "select", "default": "normal", "options": []},
        text("description", optional=True),
        {"name": "dialogs", "type": "list", "field": group("question", text("text"), text("answer"))},
        group("behaviour", flag("enableRetry", True), flag("randomCards", False)),
        group("confirmStartingOver", text("header", "Again?"), text("body", "Really?")),
    ],
}
VERSIONS = {"H5P.DragText": "1.10", "H5P.MarkTheWords": "1.11", "H5P.Dialogcards": "1.9"}
NEEDED = "H5P.Question 1.5"


def brought(name: str, *, version: str = "", patch: int = 1, needs: bool = True, **more: Any) -> list[Library]:
    named = f"{name} {version or VERSIONS[name]}"
    made = making.library(named, patch=patch, needs=[NEEDED], semantics=SEMANTICS[name], **more)
    also = [making.library(NEEDED, semantics=None)] if needs else []
    return take_libraries(io.BytesIO(making.package(named, [made, *also])), None)


def approved(name: str, **about: Any) -> None:
    approve(libraries=brought(name, **about), acting_user=None)
