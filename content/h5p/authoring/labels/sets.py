from typing import Any

from content.h5p.authoring.labels import every_type

QUESTION_SET: dict[str, Any] = {
    "introPage": {"startButtonText": "Bắt đầu"},
    "texts": {
        "prevButton": "Câu trước",
        "previous": "Câu trước",
        "nextButton": "Câu sau",
        "next": "Câu sau",
        "finishButton": "Xong",
        "submitButton": every_type.SUBMIT,
        "textualProgress": "Câu @current trong @total câu",
        "jumpToQuestion": "Câu %d trong %total",
        "questionLabel": "Câu hỏi",
        "readSpeakerProgress": "Câu @current trong @total",
        "unansweredText": "Chưa trả lời",
        "answeredText": "Đã trả lời",
        "currentQuestionText": "Câu đang xem",
        "navigationLabel": "Các câu hỏi",
        "questionSetInstruction": "Chọn câu hỏi để xem",
    },
    "endGame": {
        "noResultMessage": "Đã xong",
        "message": "Kết quả",
        "amountCorrect": "Đúng @finals trên @totals",
        "scoreBarLabel": "Được @finals trên @totals điểm",
        "scoreHeader": "Điểm",
        "overallFeedback": [{"from": 0, "to": 100, "feedback": ""}],
        "solutionButtonText": every_type.SHOW_SOLUTION,
        "retryButtonText": every_type.RETRY,
        "finishButtonText": "Xong",
        "submitButtonText": every_type.SUBMIT,
        "skipButtonText": "Bỏ qua video",
    },
}
