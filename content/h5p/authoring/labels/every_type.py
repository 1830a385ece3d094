"""What many content types say alike."""

from typing import Any

CHECK, SUBMIT, RETRY, SHOW_SOLUTION = "Kiểm tra", "Gửi", "Làm lại", "Xem đáp án"
CORRECT, INCORRECT, RIGHT_ANSWER = "Đúng!", "Chưa đúng!", "Đáp án đúng:"
TIP, TIP_AVAILABLE = "Xem gợi ý", "Có gợi ý"
SCORE_BAR = "Được :num trên :total điểm"
SCORE = "Được @score trên @total điểm."
READ_ALOUD: dict[str, Any] = {
    "a11yCheck": "Kiểm tra bài làm. Từng câu trả lời sẽ được đánh dấu đúng, chưa đúng hoặc chưa trả lời.",
    "a11yShowSolution": "Xem đáp án. Đáp án đúng sẽ hiện trong bài.",
    "a11yRetry": "Làm lại. Mọi câu trả lời được xóa và bài bắt đầu lại.",
}
CONFIRMATIONS: dict[str, Any] = {
    "confirmCheck": {
        "header": "Nộp bài?",
        "body": "Anh/chị có chắc muốn nộp bài không?",
        "cancelLabel": "Chưa nộp",
        "confirmLabel": "Nộp bài",
    },
    "confirmRetry": {
        "header": "Làm lại?",
        "body": "Anh/chị có chắc muốn làm lại không?",
        "cancelLabel": "Không",
        "confirmLabel": "Làm lại",
    },
}
