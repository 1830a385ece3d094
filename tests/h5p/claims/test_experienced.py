"""The same event arriving twice is one statement."""

from uuid import UUID

from content.h5p.claims.experienced import event_id

OURS = UUID("8f6a2a0e-52c4-4d0e-9d1e-2f7a7c1b9a10")


def test_an_event_has_one_id_and_no_other_event_has_it() -> None:
    again = {event_id(OURS, "luot-1", 3) for _time in range(2)}
    others = {
        event_id(OURS, "luot-1", 4),
        event_id(OURS, "luot-2", 3),
        event_id(UUID(int=1), "luot-1", 3),
        event_id(OURS, "luot-1|3", 3),
    }
    assert len(again) == 1
    assert len(others) == 4
    assert not again & others
