"""The first texts, and the guardians' consents that were given before consents were rows of one kind."""

import datetime as dt
from typing import Any

from django.db import migrations

VERSION = "2026-11"
ISSUED = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
TEXTS = {
    "notice": (
        "Trang này ghi lại gì về anh/chị",
        """- Ghi lại: họ tên, cơ quan, bài đã học, câu trả lời, điểm, giấy chứng nhận.
- Ai xem: anh/chị và người phụ trách học tập của cơ quan. Người có mã xác minh chỉ xem được tờ giấy chứng nhận.
- Giữ bao lâu: kết quả và giấy chứng nhận theo thời hạn lưu hồ sơ của cơ quan; nhật ký xem bài 180 ngày.
- Không quảng cáo, không bán hay chuyển cho ai khác để buôn bán.

Việc học bắt buộc do cơ quan giao thì không cần xin đồng ý, chỉ cần anh/chị biết những điều trên.""",
    ),
    "guardian": (
        "Đồng ý cho em học trên trang này",
        """- Trang ghi lại họ tên, năm sinh, số điện thoại nếu có, bài đã học, câu trả lời, điểm và giấy chứng nhận.
- Em và người phụ trách học tập của em xem được. Không có hồ sơ công khai, không xếp hạng tên, không nhắn tin riêng.
- Không quảng cáo, không bán hay chuyển cho ai khác để buôn bán.
- Rút lại lúc nào cũng được ở trang Dữ liệu của tôi; khi đó em tạm dừng học trên trang này.""",
    ),
    "email": (
        "Gửi thông báo cho tôi qua thư điện tử",
        "Mỗi tin ở mục Thông báo được gửi thêm một thư đến địa chỉ anh/chị đã ghi. Tắt lúc nào cũng được.",
    ),
    "reading": (
        "Cho đo thời gian tôi đọc bài",
        "Trang đo mỗi bài hiện trên màn hình bao lâu để biết bài nào quá dài; giữ 180 ngày rồi xóa, không ảnh hưởng kết "
        "quả học. Tắt lúc nào cũng được.",
    ),
}


def write(apps: Any, schema_editor: Any) -> None:
    text_model, consent = apps.get_model("people", "DataText"), apps.get_model("people", "Consent")
    made = {
        purpose: text_model.objects.create(purpose=purpose, version=VERSION, title=title, body=body, issued_at=ISSUED)
        for purpose, (title, body) in TEXTS.items()
    }
    given = apps.get_model("people", "GuardianConsent").objects.exclude(given_at=None)
    consent.objects.bulk_create(
        [
            consent(
                account_id=old.account_id,
                text=made["guardian"],
                given_at=old.given_at,
                channel="web",
                given_by=old.guardian_name,
            )
            for old in given
        ],
        batch_size=500,
    )


class Migration(migrations.Migration):
    dependencies = [("people", "0005_consents")]
    operations = [migrations.RunPython(write, migrations.RunPython.noop)]
