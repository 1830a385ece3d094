"""Pages of Wagtail's admin that are ours: where agencies are looked at and reorganised, and those of H5P packages."""

import datetime as dt

from django.utils import timezone

from content.h5p.models import Library, Upload
from learners.agencies.models import CodeScheme
from learners.agencies.reorganising.proposal import Source, Target
from learners.people.models import Account
from tests import factories
from tests.agencies.reorganised import draft, effective
from tests.browser import writing_places
from tests.browser.place import Place
from tests.coverage import world
from tests.h5p import making
from tests.h5p.test_importing import approve_everything, bring, taken

PACKAGES = "/quan-tri/noi-dung-tuong-tac/"
TREE, EVENTS = "/quan-tri/co-quan/", "/quan-tri/sap-xep/"
DAY = dt.date(2026, 7, 1)
CODE = "31338"


def places() -> list[Place]:
    province = world.province()
    son: Account = factories.account("son", is_staff=True, is_superuser=True)
    plan, medical, gone = (
        world.agency(f"Phòng {name} của Sở Y tế tỉnh Sông Hậu", province.health, kind="phong")
        for name in ("Kế hoạch - Tài chính", "Nghiệp vụ y", "Thanh tra")
    )
    for part in (plan, medical, gone):
        world.member("Lý Văn Hai", part)
    province.health.codes.create(scheme=CodeScheme.GSO, code=CODE, valid_from=world.START, valid_to=DAY)
    province.home.codes.create(scheme=CodeScheme.GSO, code=CODE, valid_from=DAY)
    done = effective("dissolve", gone, day=DAY)
    one = Target(name="Phòng Tổng hợp", kind="phong", parent=province.health.pk)
    merging = draft("merge", plan, medical, day=dt.date(2099, 1, 1), targets=(one,))
    moving = draft("reparent", Source(plan.pk), day=dt.date(2099, 1, 1))
    name = province.health.names.get()
    told = {
        "tree": TREE,
        "tree of another day": f"{TREE}?ngay=30/06/2026",
        "branch": f"{TREE}{province.health.pk}/",
        "agencies found": f"{TREE}tim/?q={CODE}",
        "no agency found": f"{TREE}tim/?q=khong-co",
        "life of an agency": f"{TREE}{province.health.pk}/lich-su/",
        "life that ended": f"{TREE}{gone.pk}/lich-su/",
        "correction": f"{TREE}sua/agencyname/{name.pk}/",
        "reorganisations": EVENTS,
        "reorganisation, begun": f"{EVENTS}lap/",
        "basis": f"{EVENTS}{merging.pk}/can-cu/",
        "sources": f"{EVENTS}{merging.pk}/nguon/?q=phong",
        "targets": f"{EVENTS}{merging.pk}/dich/?q=phong",
        "what changes": f"{EVENTS}{moving.pk}/dich/",
        "preview": f"{EVENTS}{merging.pk}/",
        "preview with problems": f"{EVENTS}{moving.pk}/",
        "reorganisation": f"{EVENTS}{done.pk}/",
    }
    told |= _packages(son) | writing_places.told()
    return [Place(what, path, son, always=False) for what, path in told.items()]


def _packages(son: Account) -> dict[str, str]:
    """One waits for its library, one runs, one was refused, one is silent in the worker's hands."""
    runs = taken(bring(making.package(), son))
    approve_everything()
    bring(making.package(title="Năm dấu hiệu của tin nhắn lừa đảo"), son, content=runs.content)
    waits = taken(bring(making.package(main="H5P.Late 1.0", needs=["H5P.Absent 1.0"]), son))
    refused = bring(b"no package", son)
    then = timezone.now() - dt.timedelta(minutes=10)
    silent = Upload.objects.create(owner=son, name="goi.h5p", size=1, created_at=then, touched_at=then)
    approved, pending = (Library.objects.filter(approval=state).first() for state in ("approved", "pending"))
    assert approved
    assert pending
    return {
        "package to bring": f"{PACKAGES}dua-len/",
        "package refused": f"{PACKAGES}goi/{refused.pk}/",
        "package whose worker is silent": f"{PACKAGES}goi/{silent.pk}/",
        "content": f"{PACKAGES}{runs.content_id}/",
        "content that waits": f"{PACKAGES}{waits.content_id}/",
        "content to replace": f"{PACKAGES}{runs.content_id}/thay/",
        "library": f"{PACKAGES}thu-vien/{approved.pk}/",
        "library that waits": f"{PACKAGES}thu-vien/{pending.pk}/",
    }
