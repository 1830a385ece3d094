"""The pure timeline, held against the same question asked day by day."""

import datetime as dt
import itertools
from collections.abc import Sequence
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from learners.campaigns.deeds import Deeds, Done, mark_of, mean_of, milestones
from learners.campaigns.rules import satisfies
from learners.campaigns.stints import Post, Span, Stint, counting, covers
from learners.campaigns.timeline import Milestones, Segment, Terms, Waivers, timeline

FIRST, DAYS = dt.date(2026, 1, 1), 30
PLACES = [UUID(int=number) for number in range(1, 4)]
COURSES = [UUID(int=number) for number in range(11, 15)]
REACHED = Milestones(registered_on=FIRST, started_on=None, satisfied_on=FIRST, external=False, score=9000)


def day(number: int) -> dt.date:
    return FIRST + dt.timedelta(days=number)


def days() -> st.SearchStrategy[dt.date]:
    return st.integers(0, DAYS).map(day)


@st.composite
def spans(draw: st.DrawFn) -> Span:
    start = draw(st.integers(0, DAYS - 1))
    end = draw(st.one_of(st.none(), st.integers(start + 1, DAYS + 5)))
    return day(start), None if end is None else day(end)


@st.composite
def posts(draw: st.DrawFn) -> list[Post]:
    """Of two records; those of one record never on the same day, as the database sees to."""
    found: list[Post] = []
    for own in (True, False):
        borders = sorted(draw(st.sets(st.integers(0, DAYS), max_size=4)))
        for start, end in itertools.zip_longest(borders, borders[1:]):
            if draw(st.booleans()):
                until = day(end) if end is not None else None
                said = draw(st.sampled_from(PLACES)), draw(st.sampled_from(["a", "b"])), draw(st.booleans())
                found.append(Post(own, draw(st.integers(1, 99)), *said, "Trưởng phòng", day(start), until))
    return found


TERMS = st.builds(
    Terms,
    campaign=st.just(1),
    opens_on=st.integers(3, 10).map(day),
    closes_on=st.integers(11, 20).map(day),
    joiner_days=st.integers(0, 15),
    categories=st.sampled_from([frozenset[str](), frozenset("a")]),
    heads=st.sampled_from(["", "heads", "others"]),
    positions=st.sampled_from([(), ("truong",), ("giam doc",)]),
)
WAIVERS = st.builds(
    Waivers,
    exempt=st.lists(spans(), max_size=2).map(tuple),
    extended_to=st.one_of(st.none(), st.integers(20, 40).map(day)),
    included=st.sampled_from([None, None, None, True, False]),
)
AUDIENCE = st.fixed_dictionaries({place: st.lists(spans(), max_size=1) for place in PLACES})


@given(posts())
def test_on_every_day_the_kept_records_post_counts_else_the_oldest(held: list[Post]) -> None:
    stints = counting(held)
    for at in map(day, range(DAYS + 8)):
        there = [post for post in held if covers((post.start, post.end), at)]
        best = min(there, key=lambda post: (not post.own, post.number), default=None)
        counted = [stint for stint in stints if covers((stint.start, stint.end), at)]
        assert len(counted) == (best is not None)
        if best:
            assert counted[0][:4] == best[2:6]
    assert all(one.end is not None and one.end <= other.start for one, other in itertools.pairwise(stints))


@given(TERMS, posts(), AUDIENCE, WAIVERS)
def test_every_day_of_a_timeline(
    terms: Terms, held: list[Post], audience: dict[UUID, list[Span]], waivers: Waivers
) -> None:
    stints = counting(held)
    found = timeline(terms, stints, audience.__getitem__, waivers, REACHED)
    asked = {at: stint for at in map(day, range(DAYS + 8)) if (stint := _asks(terms, stints, audience, waivers, at))}
    in_window = [at for at in asked if at <= terms.closes_on]
    for at in map(day, range(DAYS + 8)):
        here = [one for one in found if covers((one.valid_from, one.valid_to), at)]
        assert len(here) == (at in asked and bool(in_window))
        for one in here:
            stint, exempt = asked[at], any(covers(span, at) for span in waivers.exempt)
            assert one[:4] == (stint.agency, stint.category, stint.is_head, exempt)
            assert one[8:] == REACHED
            assert one.assigned_on == min(asked)
            assert one.due_on == _due(terms, waivers, min(asked))
    _check_order(found)


def _asks(
    terms: Terms, stints: Sequence[Stint], audience: dict[UUID, list[Span]], waivers: Waivers, at: dt.date
) -> Stint | None:
    stint = next((one for one in stints if covers((one.start, one.end), at)), None)
    if stint is None or at < terms.opens_on or waivers.included is False:
        return None
    if waivers.included or (terms.fits(stint) and any(covers(span, at) for span in audience[stint.agency])):
        return stint
    return None


def _due(terms: Terms, waivers: Waivers, first: dt.date) -> dt.date:
    """Never before the campaign's own, never less than the promised days for who came later."""
    if waivers.extended_to:
        return waivers.extended_to
    if first == terms.opens_on:
        return terms.closes_on
    return max(terms.closes_on, first + dt.timedelta(days=terms.joiner_days))


def _check_order(found: list[Segment]) -> None:
    for one, other in itertools.pairwise(found):
        assert one.valid_to is not None
        assert one.valid_to <= other.valid_from
        assert one.valid_to < other.valid_from or one[:4] != other[:4], "neighbours that say the same are one"


RULES = st.builds(
    lambda mandatory, electives, needed: Terms(
        1, FIRST, day(20), 30, mandatory=frozenset(mandatory), electives=frozenset(electives) - mandatory, needed=needed
    ),
    st.sets(st.sampled_from(COURSES), max_size=2),
    st.sets(st.sampled_from(COURSES)),
    st.integers(0, 2),
)
DONE = st.lists(st.builds(Done, st.sampled_from(COURSES), days(), st.booleans()), max_size=6)


@given(RULES, DONE, st.randoms(use_true_random=False))
def test_satisfied_on_the_first_day_on_which_the_rule_holds(terms: Terms, done: list[Done], dice: object) -> None:
    reached = milestones(terms, Deeds(done=done))

    def holds(at: dt.date, *, own: bool = False) -> bool:
        had = {one.course for one in done if one.day <= at and not (own and one.external)}
        return satisfies(terms.mandatory, terms.electives, terms.needed, had)

    first = next((at for at in map(day, range(DAYS + 1)) if holds(at)), None)
    assert reached.satisfied_on == first
    assert reached.external == (first is not None and not holds(first, own=True))
    shuffled = [*done]
    dice.shuffle(shuffled)  # type: ignore[attr-defined]
    assert milestones(terms, Deeds(done=shuffled)) == reached


def test_study_begins_with_a_course_of_the_campaign_or_with_what_was_completed_elsewhere() -> None:
    terms = Terms(1, FIRST, day(20), 30, mandatory=frozenset(COURSES[:2]))
    deeds = Deeds(starts=[(COURSES[0], day(5)), (COURSES[3], day(1))])
    assert milestones(terms, deeds).started_on == day(5)
    deeds.done.append(Done(COURSES[1], day(3), external=True))
    assert milestones(terms, deeds) == Milestones(started_on=day(3))


def test_a_score_is_the_mean_of_what_was_graded_in_completed_courses() -> None:
    from decimal import Decimal

    terms = Terms(1, FIRST, day(20), 30, mandatory=frozenset(COURSES[:1]))
    deeds = Deeds(done=[Done(COURSES[0], day(2))])
    assert milestones(terms, deeds).score is None
    deeds.marks = [(COURSES[0], Decimal("0.8")), (COURSES[3], Decimal("0.1"))]
    assert milestones(terms, deeds).score == 8000
    assert mean_of([Decimal(1), Decimal("0.5"), Decimal("0.5")]) == 6667
    test, other = UUID(int=1), UUID(int=2)
    units = {str(test): {"score": "0.900000"}, str(other): {"done": "2026-01-01"}}
    assert mark_of(units, [test, other]) == Decimal("0.9")
    assert mark_of(units, [other]) is None


def test_who_first_comes_after_it_has_closed_is_not_asked() -> None:
    terms = Terms(1, day(3), day(10), 30)
    late = [Stint(PLACES[0], "a", False, "", day(11), None)]
    assert timeline(terms, late, lambda _: [(day(0), None)], Waivers(), Milestones()) == []
    last_day = [late[0]._replace(start=day(10))]
    [found] = timeline(terms, last_day, lambda _: [(day(0), None)], Waivers(), Milestones())
    assert (found.assigned_on, found.due_on) == (day(10), day(40))
