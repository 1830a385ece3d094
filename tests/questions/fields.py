"""What a browser without a script sends of a form as it stands."""

from bs4 import Tag


def sent_by(form: Tag) -> dict[str, list[str]]:
    """By the name of its field, as often as there is one; nothing of buttons."""
    found: dict[str, list[str]] = {}
    for field in form.select("input[name], select[name], textarea[name]"):
        value = _value(field)
        if value is not None:
            found.setdefault(str(field["name"]), []).append(value)
    return found


def _value(field: Tag) -> str | None:
    """None for what is not sent."""
    if field.name == "select":
        chosen = field.select_one("option[selected]") or field.select_one("option")
        return str(chosen["value"]) if chosen else None
    if field.name == "textarea":
        # The first line break of a text area is the page's own.
        return field.text.removeprefix("\n")
    if field.get("type") in ("checkbox", "radio"):
        return str(field.get("value", "on")) if field.has_attr("checked") else None
    return str(field.get("value", ""))
