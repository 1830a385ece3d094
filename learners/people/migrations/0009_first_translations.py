"""The first texts in English. Versions an operator issued are translated by hand: ``data_texts translate``."""

from typing import Any

from django.db import migrations

VERSION = "2026-11"
TEXTS = {
    "notice": (
        "What this site records about you",
        """- What is recorded: your name, your agency, the lessons you took, your answers, scores and certificates.
- Who sees it: you and the learning officer of your agency. Whoever has a verification code sees only that certificate.
- How long it is kept: results and certificates for as long as your agency keeps its files; the log of lessons opened for 180 days.
- No advertising; nothing is sold or handed to others for trade.

Training that your agency requires of you needs no consent; you only need to know the above.""",
    ),
    "guardian": (
        "Consent for your child to learn on this site",
        """- The site records the name, year of birth, phone number if there is one, lessons taken, answers, scores and certificates.
- Your child and the officer in charge of the learning can see it. There are no public profiles, no ranking by name and no private messages.
- No advertising; nothing is sold or handed to others for trade.
- You can withdraw at any time on the page My data; your child then stops learning on this site for the time being.""",
    ),
    "email": (
        "Send me notices by email",
        "Each notice is also sent as an email to the address you gave. You can turn this off at any time.",
    ),
    "reading": (
        "Measure how long I read lessons",
        "The site measures how long each lesson is on the screen, to find lessons that are too long; this is kept for 180 "
        "days, then deleted, and does not affect your results. You can turn this off at any time.",
    ),
}


def translate(apps: Any, schema_editor: Any) -> None:
    for purpose, (title, body) in TEXTS.items():
        texts = apps.get_model("people", "DataText").objects.filter(purpose=purpose, version=VERSION)
        texts.update(translations={"en": {"title": title, "body": body}})


class Migration(migrations.Migration):
    dependencies = [("people", "0008_text_translations")]
    operations = [migrations.RunPython(translate, migrations.RunPython.noop)]
