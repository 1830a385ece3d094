"""What pairs of the closure and their links must say, read off the rows they stand for."""

from xapi.models import ReferenceActivity, ReferenceAgent, Statement, StatementRefClosure


def assert_is_whole() -> None:
    """Every pair knows its ancestor's place and, once it is here, what its descendant says and names."""
    rows = {row.statement_id: row for row in Statement.objects.all()}
    for pair in StatementRefClosure.objects.all():
        top, bottom = rows[pair.ancestor], rows.get(pair.descendant)
        assert (pair.seq, pair.stored) == (top.seq, top.stored)
        said = (bottom.seq, bottom.verb, bottom.registration) if bottom else (None, None, None)
        assert (pair.target_seq, pair.verb, pair.registration) == said
        place = (pair.stored, pair.seq)
        agents = set(ReferenceAgent.objects.filter(pair=pair).values_list("agent", "direct", "stored", "seq"))
        assert agents == {(link.agent_id, link.direct, *place) for link in (bottom.agent_links.all() if bottom else ())}
        things = set(ReferenceActivity.objects.filter(pair=pair).values_list("activity", "direct", "stored", "seq"))
        links = bottom.activity_links.all() if bottom else ()
        assert things == {(link.activity_id, link.direct, *place) for link in links}
