"""Oanh at Wagtail's forms: what the browser would send is read from the page it was sent."""

from typing import Any

from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from courses.catalogue.assessment_blocks import fixed_questions
from courses.catalogue.models import AssessmentPage, LessonPage

DEFAULTS = {"checkbox": "on", "radio": "on"}


def fields_of(html: str) -> dict[str, Any]:
    """Every field of the page's largest form, as it stands."""
    form = max(BeautifulSoup(html, "html.parser").find_all("form"), key=lambda found: len(found.find_all("input")))
    found: dict[str, Any] = {}
    for field in form.find_all(["input", "textarea", "select"]):
        kind, name = field.get("type"), field.get("name")
        if not name or kind == "submit" or (kind in ("checkbox", "radio") and not field.has_attr("checked")):
            continue
        if field.name == "select":
            chosen = field.find("option", selected=True)
            found[name] = chosen["value"] if chosen else ""
        else:
            found[name] = (
                field.text.removeprefix("\n")
                if field.name == "textarea"
                else field.get("value", DEFAULTS.get(kind, ""))
            )
    return found


def edit_url(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def sent_by(browser: Client, page: Page) -> dict[str, Any]:
    """What saving the page's form unchanged would send; what a page consists of is a script's work in the browser."""
    found = fields_of(browser.get(edit_url(page)).content.decode())
    if isinstance(page.specific, LessonPage):
        found |= nested_form_data({"body": streamfield([("text", rich_text("<p>Nội dung.</p>"))])})
    if isinstance(page.specific, AssessmentPage):
        asked = [("question", {"question": pk, "points": 1}) for pk in fixed_questions(page.specific.parts)]
        found |= nested_form_data({"parts": streamfield(asked)})
    return found


def publish_in_admin(browser: Client, page: Page, **fields: Any) -> Any:
    """Change the page's fields and press Publish; the response with its messages."""
    return browser.post(edit_url(page), {**sent_by(browser, page), "action-publish": "yes", **fields}, follow=True)


def messages_of(response: Any) -> str:
    return " ".join(str(message) for message in response.context["messages"])
