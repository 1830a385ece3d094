"""A store that has grown: real rows with their links, written set-wise by the database itself.

Twenty thousand people, five hundred activities of one course, eight verbs, fifty thousand registrations, spread over
two years; one person, in one registration, says every three hundredth of them, so that there is a page of hers in any
size. One statement in two hundred refers to another, and one in four of these voids it.
"""

import os

from django.db import connection

from xapi.models import Activity, Agent, Authority, Statement
from xapi.vocabulary import Verb

AGENTS, ACTIVITIES, VERBS, REGISTRATIONS = 20_000, 500, 8, 50_000
HOME = "https://example.org/nguoi"
COURSE = "https://example.org/khoa"
# Prime to all the others, or every statement referred to would be of one verb and one activity that nobody asks for.
REFERS = 199
BUSY, HER_SHARE = 77, 300

_SERIES = {
    "sqlite": "(WITH RECURSIVE counted(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM counted WHERE n < {last}) "
    "SELECT n FROM counted)",
    "postgresql": "(SELECT n FROM generate_series(0, {last}) AS counted(n))",
}
# A UUID's groups of digits: where each begins, how many.
_GROUPS = ((1, 8), (9, 4), (13, 4), (17, 4), (21, 12))
_WORDS = {
    "sqlite": {
        "id": "printf('%%016x%%016x', random(), random())",
        "text_id": " || '-' || ".join(f"substr(id, {start}, {size})" for start, size in _GROUPS),
        "registration": "printf('%%032x', 4096 + {whose} %% {registrations})",
        "text_registration": "'00000000-0000-0000-0000-' || substr(registration, 21)",
        "stored": "strftime('%%Y-%%m-%%d %%H:%%M:%%f000', 1700000000 + n * {step}, 'unixepoch')",
    },
    "postgresql": {
        "id": "gen_random_uuid()",
        "text_id": "id::text",
        "registration": "lpad(to_hex(4096 + {whose} %% {registrations}), 32, '0')::uuid",
        "text_registration": "registration::text",
        "stored": "to_timestamp(1700000000 + n * {step})",
    },
}
TWO_YEARS = 63_000_000
# What stands in a stored statement around its id, actor, verb, object and registration.
_RAW = [
    '{"id":"',
    '","actor":{"objectType":"Agent","account":{"homePage":"' + HOME + '","name":"',
    '"}},"verb":{"id":"',
    '","display":{"vi":"đã làm","en":"did"}},"object":{"objectType":"Activity","id":"',
    '","definition":{"name":{"vi":"Một bài học dài vừa phải"}}},"context":{"language":"vi","registration":"',
    '"},"result":{"duration":"PT4M33S","extensions":{"https://example.org/ghi-chu":"' + "x" * 300 + '"}}}',
]
_STATEMENT = """
INSERT INTO xapi_statement (seq, statement_id, stored, timestamp, version, verb, actor_id, object_type, object_key,
  registration, authority_id, kind, is_voiding, fingerprint, raw)
SELECT {first} + n, id, stored, stored, '1.0.0', verb, {agent} + {whose} %% {agents}, 'Activity', iri, registration,
  {authority}, 'telemetry', false, '{zeros}',
  %s || {text_id} || %s || ({whose} %% {agents}) || %s || verb || %s || iri || %s || {text_registration} || %s
FROM (SELECT n, {id} AS id, {registration} AS registration, {stored} AS stored,
  'https://example.org/dong-tu/' || (n %% {verbs}) AS verb, 'https://example.org/bai/' || (n %% {activities}) AS iri
  FROM {series} counted) made
"""
_LINK = """
INSERT INTO xapi_statement{thing} (statement_id, {thing}_id, stored, direct)
SELECT seq, {number}, stored, {direct} FROM xapi_statement WHERE seq >= {first}
"""
# Every REFERS-th refers to the one fifty before it.
_PAIRS = """FROM xapi_statement a JOIN xapi_statement d ON d.seq = a.seq - 50
WHERE a.seq >= {first} + 50 AND (a.seq - {first}) %% {refers} = 50"""
_VOID = "(a.seq - {first}) / {refers} %% 4 = 0"
_REFERENCES = [
    "INSERT INTO xapi_statementrefclosure (ancestor, descendant, seq, stored, target_seq, verb, registration) "
    "SELECT a.statement_id, d.statement_id, a.seq, a.stored, d.seq, d.verb, d.registration {pairs}",
    *(
        f"INSERT INTO xapi_reference{thing} (pair_id, {thing}_id, direct, stored, seq) SELECT p.id, l.{thing}_id, "
        f"l.direct, p.stored, p.seq FROM xapi_statementrefclosure p JOIN xapi_statement{thing} l "
        "ON l.statement_id = p.target_seq WHERE p.seq >= {first}"
        for thing in ("agent", "activity")
    ),
    "UPDATE xapi_statement SET object_type = 'StatementRef', ref_target = (SELECT descendant FROM "
    "xapi_statementrefclosure WHERE ancestor = statement_id) WHERE seq IN (SELECT a.seq {pairs})",
    f"UPDATE xapi_statement SET is_voiding = true, verb = '{Verb.VOIDED}' "
    f"WHERE seq IN (SELECT a.seq {{pairs}} AND {_VOID})",
    f"UPDATE xapi_statement SET voided_at = stored WHERE seq IN (SELECT d.seq {{pairs}} AND {_VOID})",
]


def fill(count: int, authority: Authority) -> None:
    """Add ``count`` statements on the word of ``authority``, and tell the planner what there is."""
    words = _WORDS[connection.vendor]
    names = {
        "first": (Statement.objects.order_by("-seq").values_list("seq", flat=True).first() or 0) + 1,
        "agent": _people(),
        "authority": authority.pk,
        "agents": AGENTS,
        "activities": ACTIVITIES,
        "verbs": VERBS,
        "registrations": REGISTRATIONS,
        "step": max(1, TWO_YEARS // count),
        "series": _SERIES[connection.vendor].format(last=count - 1),
        "zeros": "0" * 64,
        "refers": REFERS,
        "whose": f"(CASE WHEN n %% {HER_SHARE} = 7 THEN {BUSY} ELSE n END)",
    }
    names.update({name: text.format(**names) for name, text in words.items()})
    names["pairs"] = _PAIRS.format(**names)
    activity, course = _activities()
    vouching = Agent.objects.get_or_create(key=authority.key)[0].pk
    texts = [
        _STATEMENT,
        _LINK.format(thing="agent", number="actor_id", direct="true", first="{first}"),
        _LINK.format(thing="agent", number=vouching, direct="false", first="{first}"),
        _LINK.format(
            thing="activity", number=f"{activity} + (seq - {{first}}) %% {ACTIVITIES}", direct="true", first="{first}"
        ),
        _LINK.format(thing="activity", number=course, direct="false", first="{first}"),
        *_REFERENCES,
    ]
    with connection.cursor() as cursor:
        for text in texts:
            cursor.execute(text.format(**names), _RAW if text is _STATEMENT else ())
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence('xapi_statement', 'seq'), max(seq)) FROM xapi_statement"
            )
            cursor.execute("VACUUM ANALYZE")
            cursor.execute("CHECKPOINT")
        else:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    # What was filled is written out now, and not on the account of what is measured.
    os.sync()


def _people() -> int:
    """The number of the first of them; they follow one another."""
    if not Agent.objects.filter(key=f"account|{HOME}|0").exists():
        Agent.objects.bulk_create(Agent(key=f"account|{HOME}|{number}") for number in range(AGENTS))
    return Agent.objects.get(key=f"account|{HOME}|0").pk


def _activities() -> tuple[int, int]:
    iris = [f"https://example.org/bai/{number}" for number in range(ACTIVITIES)]
    if not Activity.objects.filter(iri=iris[0]).exists():
        Activity.objects.bulk_create(Activity(iri=iri) for iri in [*iris, COURSE])
    return Activity.objects.get(iri=iris[0]).pk, Activity.objects.get(iri=COURSE).pk
