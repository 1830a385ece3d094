"""A nation on its rosters, and what campaigns ask of it, written set-wise by the database itself.

Forty thousand agencies in four levels: 34 provinces, 103 communes in each, and two levels below them. Two million
people count somewhere in it, on each level alike. Ten campaigns: the first asks everybody, each of the nine others
every third province, eight million assignments in all. Of those whom one asks half have begun, four in ten have
completed, one in twenty of these too late. Fewer people (``people``) stand in as many agencies, or in one province.

Everything derived is written as the code derives it; the benchmark counts it against the control.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import connection

OPENS, CLOSES, TODAY = dt.date(2026, 9, 1), dt.date(2026, 11, 20), dt.date(2026, 11, 26)
BORN = dt.date(2020, 1, 1)
PROVINCES, COMMUNES = 34, 103
CAMPAIGNS = 10
# Numbers from which the agencies of a level, people and courses are counted.
LEVELS = (100, 1_000, 10_000, 100_000)
PERSON = 1_000_000_000
COURSE = 9_000_000_000


@dataclass(frozen=True)
class Size:
    people: int = 2_000_000
    provinces: int = PROVINCES

    @property
    def levels(self) -> tuple[int, int, int, int]:
        """How many agencies each level has."""
        communes = self.provinces * COMMUNES
        return (
            self.provinces,
            communes,
            communes * 3,
            40_000 * self.provinces // PROVINCES - self.provinces - communes * 4,
        )

    @property
    def agencies(self) -> int:
        return sum(self.levels)


_WORDS = {
    "sqlite": {
        "series": "(WITH RECURSIVE counted(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM counted WHERE n < {count} - 1) "
        "SELECT n FROM counted)",
        "id": "printf('%032x', {number})",
        "day": "date({first}, '+' || ({days}) || ' days')",
        "drawn": "lower(hex(randomblob(16)))",
        "moment": "'2026-09-01 01:00:00'",
        "noon": "{day} || ' 05:00:00'",
    },
    "postgresql": {
        "series": "(SELECT n FROM generate_series(0::bigint, {count} - 1) AS counted(n))",
        "id": "lpad(to_hex({number}), 32, '0')::uuid",
        "day": "({first}::date + ({days})::int)",
        "drawn": "gen_random_uuid()",
        "moment": "'2026-09-01 01:00:00+00'::timestamptz",
        "noon": "({day} + interval '5 hours')::timestamptz",
    },
}


def _say(word: str, **what: Any) -> str:
    return _WORDS[connection.vendor][word].format(**what)


def _run(text: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(text)
        return cursor.rowcount


def identity(number: int | str) -> str:
    """As the database writes the UUID with this number."""
    return _say("id", number=number)


def fill(size: Size) -> None:
    """Into an empty database; foreign keys and triggers are not asked meanwhile."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
            cursor.execute("SET synchronous_commit = off")
        else:
            cursor.execute("PRAGMA foreign_keys = OFF")
    for step in (_agencies, _people, _campaigns, _assignments, _completions, _deltas, _counters):
        step(size)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = DEFAULT")
            cursor.execute("VACUUM ANALYZE")
            cursor.execute("CHECKPOINT")
        else:
            cursor.execute("ANALYZE")
            cursor.execute("PRAGMA foreign_keys = ON")


def _agencies(size: Size) -> None:
    """Agency ``n`` of a level stands below ``n`` modulo the number of those above it."""
    kinds = ("ubnd_tinh", "ubnd_xa", "phong", "don_vi_su_nghiep")
    counts = size.levels
    for level, (first, count, kind) in enumerate(zip(LEVELS, counts, kinds, strict=True)):
        series, own = _say("series", count=count), identity(f"{first} + n")
        _run(f"INSERT INTO agencies_agency (id) SELECT {own} FROM {series} c")
        _run(
            "INSERT INTO agencies_agencyname (agency_id, name, short_name, kind, folded, valid_from) "
            f"SELECT {own}, 'Đơn vị ' || ({first} + n), '', '{kind}', 'don vi ' || ({first} + n), '{BORN}' "
            f"FROM {series} c"
        )
        way, above = [(own, 0)], "n"
        for step in range(level - 1, -1, -1):
            above = f"({above} % {counts[step]})"
            way.append((identity(f"{LEVELS[step]} + {above}"), level - step))
        parent = way[1][0] if level else "NULL"
        _run(
            "INSERT INTO agencies_agencyplacement (agency_id, parent_id, valid_from) "
            f"SELECT {own}, {parent}, '{BORN}' FROM {series} c"
        )
        for ancestor, depth in way:
            _run(
                "INSERT INTO agencies_agencyclosure (ancestor_id, descendant_id, depth, valid_from) "
                f"SELECT {ancestor}, {own}, {depth}, '{BORN}' FROM {series} c"
            )
    drawn = _say("drawn") if connection.vendor == "sqlite" else "gen_random_uuid()::text"
    _run("DELETE FROM agencies_structurestamp")
    _run(f"INSERT INTO agencies_structurestamp (id, stamp) VALUES (1, {drawn})")


def _agency_of(size: Size) -> str:
    """Where person ``n`` counts: every agency in turn."""
    first, second, third, _ = size.levels
    turn = f"(n % {size.agencies})"
    number = (
        f"CASE WHEN {turn} < {first} THEN {LEVELS[0]} + {turn} WHEN {turn} < {first + second} "
        f"THEN {LEVELS[1]} + {turn} - {first} WHEN {turn} < {first + second + third} "
        f"THEN {LEVELS[2]} + {turn} - {first + second} ELSE {LEVELS[3]} + {turn} - {first + second + third} END"
    )
    return identity(f"({number})")


def _province_of(size: Size) -> str:
    """The number of the province in which person ``n`` counts."""
    first, second, third, _ = size.levels
    turn = f"(n % {size.agencies})"
    return (
        f"(CASE WHEN {turn} < {first} THEN {turn} WHEN {turn} < {first + second} THEN ({turn} - {first}) % {first} "
        f"WHEN {turn} < {first + second + third} THEN (({turn} - {first + second}) % {second}) % {first} "
        f"ELSE ((({turn} - {first + second + third}) % {third}) % {second}) % {first} END)"
    )


def _people(size: Size) -> None:
    series, person, agency = _say("series", count=size.people), identity(f"{PERSON} + n"), _agency_of(size)
    _run(
        "INSERT INTO people_person (id, full_name, folded_name, sort_key, staff_code, phone, created_at) "
        f"SELECT {person}, 'Người ' || n, 'nguoi ' || n, 'nguoi ' || n, 'M' || n, '', {_say('moment')} FROM {series} c"
    )
    _run(
        "INSERT INTO agencies_membership (person_id, agency_id, category, position, is_head, is_primary, valid_from) "
        f"SELECT {person}, {agency}, 'cong_chuc', '', n < {size.agencies}, true, '{BORN}' FROM {series} c"
    )
    _run(
        "INSERT INTO coverage_rosterplace (person_id, agency_id, counts, valid_from) "
        f"SELECT {person}, {agency}, true, '{BORN}' FROM {series} c"
    )


def _campaigns(size: Size) -> None:
    from learners.campaigns.models import Campaign, CampaignAgency, CampaignCourse

    for number in range(CAMPAIGNS):
        made = Campaign.objects.create(
            slug=f"dot-{number}", name=f"Đợt {number}", opens_on=OPENS, closes_on=CLOSES,
            announced_at=dt.datetime.combine(OPENS, dt.time(), dt.UTC),
        )  # fmt: skip
        CampaignCourse.objects.create(campaign=made, course_key=f"{COURSE + number:032x}")
        asked = [one for one in range(size.provinces) if number == 0 or one % 3 == number % 3]
        CampaignAgency.objects.bulk_create(
            CampaignAgency(campaign=made, agency_id=f"{LEVELS[0] + one:032x}") for one in asked
        )


# By which one asked by campaign ``k`` is at her stages: spread by a prime, the same every time.
_DRAWN = "((n * 7919 + k * 104729) % 1000)"
STARTS, COMPLETES, LATE = 500, 400, 20


def _assignments(size: Size) -> None:
    """She begins within forty days, completes as many days after that; who is late completes after the last day."""
    from learners.campaigns.models import Campaign

    keys = list(Campaign.objects.order_by("slug").values_list("pk", flat=True))
    series, person, agency = _say("series", count=size.people), identity(f"{PERSON} + n"), _agency_of(size)
    began = _say("day", first=f"'{OPENS}'", days="drawn % 40")
    in_time = _say("day", first=f"'{OPENS}'", days="drawn % 40 + (drawn + n) % 38")
    late = _say("day", first=f"'{CLOSES}'", days="1 + drawn % 5")
    null = "NULL" if connection.vendor == "sqlite" else "NULL::date"
    for number, key in enumerate(keys):
        asked = "1 = 1" if number == 0 else f"{_province_of(size)} % 3 = {number % 3}"
        drawn = _DRAWN.replace("k", str(number))
        _run(
            "INSERT INTO campaigns_assignment (campaign_id, person_id, agency_id, category, is_head, exempt, "
            "valid_from, assigned_on, due_on, registered_on, started_on, satisfied_on, external, score) "
            f"SELECT {key}, {person}, {agency}, 'cong_chuc', n < {size.agencies}, false, '{OPENS}', '{OPENS}', "
            f"'{CLOSES}', CASE WHEN drawn < 700 THEN '{BORN}' ELSE {null} END, "
            f"CASE WHEN drawn < {STARTS} THEN {began} ELSE {null} END, "
            f"CASE WHEN drawn < {LATE} THEN {late} WHEN drawn < {COMPLETES} THEN {in_time} ELSE {null} END, "
            f"false, CASE WHEN drawn < {COMPLETES} THEN 8000 + drawn ELSE NULL END "
            f"FROM (SELECT n, {drawn} AS drawn FROM {series} c) c WHERE {asked}"
        )


def _completions(size: Size) -> None:
    """What the control counts: the facts behind the assignments."""
    noon = _say("noon", day="a.satisfied_on")
    _run(
        "INSERT INTO progress_completion (statement_id, enrolment_id, person_id, course_key, effective_at, "
        f"recorded_at, external) SELECT {_say('drawn')}, {_say('drawn')}, a.person_id, c.course_key, {noon}, {noon}, "
        "false "
        "FROM campaigns_assignment a JOIN campaigns_campaigncourse c ON c.campaign_id = a.campaign_id "
        "WHERE a.satisfied_on IS NOT NULL"
    )


_MEASURES = (
    "required", "registered", "in_progress", "completed", "late", "no_account", "heads", "heads_completed", "exempted",
    "external", "scored", "score_sum",
)  # fmt: skip


def _delta(day: str, moved: dict[str, str], rest: str, counted: str) -> str:
    """Rows of ``campaigns_assignment`` as deltas; measures that ``moved`` does not name stay."""
    columns = ", ".join(_MEASURES)
    values = ", ".join(moved.get(name, "0") for name in _MEASURES)
    return (
        f"INSERT INTO coverage_coveragedelta (campaign_id, agency_id, effective_on, recorded_at, counted, {columns}) "
        f"SELECT campaign_id, agency_id, {day}, {_say('moment')}, {counted}, {values} FROM campaigns_assignment {rest}"
    )


def _deltas(size: Size) -> None:
    """Who is asked, agency by agency as an announcement writes it; who begins or completes, one by one."""
    yes = "1" if connection.vendor == "sqlite" else "true"

    def sum_of(condition: str) -> str:
        return f"sum(CASE WHEN {condition} THEN 1 ELSE 0 END)"

    asked = {
        "required": "count(*)",
        "registered": sum_of("registered_on IS NOT NULL"),
        "no_account": sum_of("registered_on IS NULL"),
        "heads": sum_of("is_head"),
    }
    _run(_delta("valid_from", asked, "GROUP BY campaign_id, agency_id, valid_from", yes))
    early = "satisfied_on IS NULL OR satisfied_on > started_on"
    _run(_delta("started_on", {"in_progress": "1"}, f"WHERE started_on IS NOT NULL AND ({early})", yes))
    head = "CASE WHEN is_head AND satisfied_on <= due_on THEN 1 ELSE 0 END"
    done = {
        "in_progress": "CASE WHEN satisfied_on > started_on THEN -1 ELSE 0 END",
        "completed": "CASE WHEN satisfied_on <= due_on THEN 1 ELSE 0 END",
        "late": "CASE WHEN satisfied_on > due_on THEN 1 ELSE 0 END",
        "heads_completed": head,
        "scored": "1",
        "score_sum": "score",
    }
    _run(_delta("satisfied_on", done, "WHERE satisfied_on IS NOT NULL", yes))
    _run(
        "INSERT INTO coverage_rosterdelta (agency_id, effective_on, recorded_at, counted, staff, concurrent) SELECT "
        f"agency_id, valid_from, {_say('moment')}, {yes}, count(*), 0 FROM coverage_rosterplace GROUP BY 1, 2"
    )


def _counters(size: Size) -> None:
    """What the worker has counted in but for the last day's."""
    no = "0" if connection.vendor == "sqlite" else "false"
    day = TODAY - dt.timedelta(days=2)
    _run(f"UPDATE coverage_coveragedelta SET counted = {no} WHERE effective_on >= '{day}'")
    columns, sums = ", ".join(_MEASURES), ", ".join(f"sum({name})" for name in _MEASURES)
    _run(
        f"INSERT INTO coverage_coveragecounter (campaign_id, agency_id, {columns}) "
        f"SELECT campaign_id, agency_id, {sums} FROM coverage_coveragedelta WHERE counted GROUP BY 1, 2"
    )
    _run(
        "INSERT INTO coverage_rostercounter (agency_id, staff, concurrent) SELECT agency_id, sum(staff), 0 "
        "FROM coverage_rosterdelta GROUP BY agency_id"
    )
