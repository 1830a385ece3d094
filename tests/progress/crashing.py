"""``python -m tests.progress.crashing prepare|verify``: the two ends of the crash test, in a database of its own.

``prepare`` migrates, enrols learners and prints batches to send, each with the headers to send it with; ``verify``
reads which of them were acknowledged and which given up, and prints what is wrong.
"""

import json
import sys
from typing import Any

import django


def prepare() -> dict[str, Any]:
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from courses.editions.actions import release
    from learners.certificates.actions import choose_issuer
    from learners.enrolment import authorities
    from learners.enrolment.actions import enrol
    from learners.enrolment.statements import statement
    from tests import factories
    from tests.progress.lrs import Lrs, authority
    from xapi.vocabulary import Verb

    edition = release(course=factories.course(), acting_user=None)
    choose_issuer(code="DHS", name="Đại học số", acting_user=None)
    session, graded = Lrs(authorities.learner_session()), Lrs(authorities.server_graded())
    outside = Lrs(authority("ben-ngoai"))
    authorities.system()
    *lessons, assessment = edition.units.order_by("position")
    batches = []
    for _ in range(300):
        learner = enrol(person=factories.person(), course_key=edition.course_key, acting_user=None)
        done = [statement(learner, verb=Verb.COMPLETED, unit_key=unit.unit_key) for unit in lessons]
        seen = [statement(learner, verb=Verb.EXPERIENCED, unit_key=lessons[0].unit_key) for _ in range(8)]
        passed = statement(learner, verb=Verb.PASSED, unit_key=assessment.unit_key)
        for client, sent in ((session, [*done, *seen]), (graded, [passed]), (outside, _outside())):
            batches.append({"headers": client.headers, "statements": sent})
    return {"batches": batches}


def _outside() -> list[dict[str, Any]]:
    import uuid

    actor = {"account": {"homePage": "https://example.org", "name": "ai-do"}}
    about = {"verb": {"id": "https://example.org/lam"}, "object": {"id": f"https://example.org/{uuid.uuid4()}"}}
    return [{"id": str(uuid.uuid4()), "actor": actor, **about} for _ in range(20)]


def verify(sent: dict[str, list[list[str]]]) -> list[str]:
    from learners.progress.models import Completion
    from learners.progress.rebuilding import check
    from xapi.models import Statement

    here = {str(value) for value in Statement.objects.values_list("statement_id", flat=True)}
    wrong = [f"acknowledged and lost: {ids}" for ids in sent["acknowledged"] if not here.issuperset(ids)]
    wrong += [f"half of a batch: {ids}" for ids in sent["given_up"] if 0 < len(here & set(ids)) < len(ids)]
    wrong += [f"fold: {difference}" for difference in check()]
    if len(here) != Statement.objects.count():
        wrong.append("an id is there twice")
    if not Completion.objects.exists():
        wrong.append("nobody completed: the test tested nothing")
    return wrong


if __name__ == "__main__":
    django.setup()
    found = prepare() if sys.argv[1] == "prepare" else verify(json.load(sys.stdin))
    sys.stdout.write(json.dumps(found))
