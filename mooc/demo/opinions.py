"""What a few of those who finished thought of the courses."""

import random

from learners.enrolment.models import Enrolment
from learners.feedback.models import Feedback
from learners.progress.models import Status

SHARE = 0.3
TEXTS = (
    "Bài ngắn, học trên điện thoại lúc nghỉ trưa là vừa.",
    "Nên có thêm ví dụ cho cán bộ cấp xã.",
    "Phần câu hỏi cuối bài giúp nhớ lâu.",
    "Có từ chuyên môn chưa giải thích ngay, phải đọc lại mấy lần.",
    "Mong có thêm bài về chữ ký số.",
    "Mạng ở ấp yếu mà vẫn học được, cảm ơn.",
)


def write_opinions(dice: random.Random) -> None:
    """Of ``SHARE`` of those who finished; one in three writes something."""
    finished = Enrolment.objects.filter(progress__status=Status.COMPLETED, left_at=None).order_by("pk")
    chosen = [enrolment for enrolment in finished if dice.random() < SHARE]
    Feedback.objects.bulk_create(
        Feedback(
            enrolment=enrolment,
            course_key=enrolment.course_key,
            useful=dice.choice([3, 4, 4, 5, 5]),
            clear=dice.choice([2, 3, 4, 4, 5]),
            fitting=dice.choice([3, 4, 4, 5]),
            text=dice.choice(TEXTS) if dice.random() < 0.35 else "",
        )
        for enrolment in chosen
    )
