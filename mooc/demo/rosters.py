"""Two rosters of Tâm's ward: one taken over a fortnight ago, one that waits for her decisions.

The first names the ward's people as they are and gives three of them a higher post; the second has what files have:
titles above, a unit's name in a line of its own, a line in the old font .VnTime, somebody who is perhaps somebody else.
"""

import datetime as dt
import io
from collections.abc import Callable, Sequence
from typing import Any

import xlsxwriter
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from learners.agencies.models import Agency, AgencyClosure, Category, Membership
from learners.agencies.queries import name_on
from learners.people.models import Account
from learners.rosters import actions, tasks
from learners.rosters.models import RosterImport, RosterSnapshot, State
from learners.rosters.parsing import Mapping
from mooc.foundation.models import AuditEntry
from mooc.foundation.periods import on

WARD, UNIT = "p-vithanh", "p-vithanh-vhxh"
HEADS = ("TT", "Họ và tên", "Năm sinh", "Mã cán bộ", "Đối tượng", "Chức vụ", "Đơn vị")
FIRST, SECOND = dt.timedelta(days=14), dt.timedelta(days=1)
PLAIN, POSTED = "Chuyên viên", 3
# Who came since, as the second file says it: the name, year of birth, staff code, category, post.
CAME = (
    ("Lương Thị Mỹ Nhân", "1994", "CB90001", "Công chức", "Chuyên viên"),
    # "Trịnh Hữu Nghĩa", typed for .VnTime.
    ("TrÞnh H÷u NghÜa", "1988", "CB90002", "Viªn chøc", "Chuyªn viªn"),
    ("Cao Thị Bưởi", "1.990", "CB90003", "Hợp đồng", "Văn thư"),
    ("Tạ Quốc Khánh", "30/2/198x", "CB90004", "Công chức", "Chuyên viên"),
)


def write_rosters(tam: Account, now: dt.datetime) -> None:
    """``now`` is the beginning of the day."""
    ward = Agency.objects.get(source_key=WARD)
    first, second = (now - FIRST).date(), (now - SECOND).date()
    taken = _bring(
        ward, tam, first, "Danh sách cán bộ UBND phường.xlsx", _whole(_ward_people(ward, first)), now - FIRST
    )
    actions.start_apply(roster=taken, without_faults=True, acting_user=tam)
    _work(taken, tam)
    taken.refresh_from_db()
    RosterImport.objects.filter(pk=taken.pk, state=State.APPLIED).update(applied_at=now - FIRST)
    RosterSnapshot.objects.filter(roster=taken).update(taken_at=now - FIRST)
    _bring(ward, tam, second, "Biến động tháng này.xlsx", _changes(_ward_people(ward, second)), now - SECOND)
    # Done above, at once: the worker finds nothing of it.
    waiting = DBTaskResult.objects.filter(status=TaskResultStatus.READY, task_path__startswith="learners.rosters.")
    waiting.delete()
    AuditEntry.objects.filter(verb__startswith="rosters.").update(at=now - SECOND)


def _ward_people(ward: Agency, day: dt.date) -> list[Membership]:
    below = AgencyClosure.objects.filter(on(day), ancestor=ward).values("descendant")
    held = Membership.objects.filter(on(day), is_primary=True, agency__in=below, person__merged_into=None)
    return list(held.select_related("person").order_by("agency__source_key", "person__sort_key"))


def _whole(held: Sequence[Membership]) -> list[list[Any]]:
    names = name_on({one.agency_id for one in held}, dt.date.max)
    rows: list[list[Any]] = [list(HEADS)]
    for number, one in enumerate(held, start=1):
        posted = one.position == PLAIN and sum(other.position == PLAIN for other in held[:number]) <= POSTED
        post = f"{PLAIN} chính" if posted else one.position
        unit = names[one.agency_id].name if one.agency_id in names else ""
        category = str(Category(one.category).label)
        rows.append(
            [number, one.person.full_name, one.person.birth_year or "", one.person.staff_code, category, post, unit]
        )
    return rows


def _changes(held: Sequence[Membership]) -> list[list[Any]]:
    known = [one for one in held if one.agency.source_key == UNIT][:2] or list(held[:2])
    rows: list[list[Any]] = [
        ["ỦY BAN NHÂN DÂN PHƯỜNG VỊ THANH", "", "", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
        ["DANH SÁCH BIẾN ĐỘNG NHÂN SỰ"],
        [],
        list(HEADS[:-1]),
        ["I", "Phòng Văn hóa - Xã hội phường Vị Thanh"],
    ]
    rows += [[number, *told] for number, told in enumerate(CAME, start=1)]
    # Without code and year nobody knows whether it is she.
    rows += [[5, known[0].person.full_name, "", "", "", "Phó trưởng phòng"]] if known else []
    rows += [["II", "Bộ phận Một cửa"], [6, "Hồ Thị Kim Thoa", 1991, "CB90006", "Công chức", "Chuyên viên"]]
    return [*rows, ["", "Tổng cộng: 6 người"], ["", "", "", "", "", "Người lập biểu"]]


def _bring(
    ward: Agency, tam: Account, day: dt.date, name: str, rows: Sequence[Sequence[Any]], at: dt.datetime
) -> RosterImport:
    roster = actions.bring(agency=ward, as_of=day, is_whole=False, name=name, content=_book(rows), acting_user=tam)
    _work(roster, tam)
    roster.refresh_from_db()
    mapping = Mapping.from_json({**roster.mapping, "order": "dmy", "category": ""})
    actions.set_columns(roster=roster, columns=mapping, sheet=roster.reading["sheet"], acting_user=tam)
    _work(roster, tam)
    RosterImport.objects.filter(pk=roster.pk).update(created_at=at)
    roster.refresh_from_db()
    return roster


def _work(roster: RosterImport, tam: Account) -> None:
    """What the worker would do, now."""
    do: Callable[..., Any] = tasks.work.func
    do(str(roster.pk), str(tam.pk))


def _book(rows: Sequence[Sequence[Any]]) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("Danh sách")
        sheet.set_column(1, 1, 30)
        for row, cells in enumerate(rows):
            sheet.write_row(row, 0, cells)
    return stream.getvalue()
