from typing import Any

from content.h5p.authoring.labels import every_type

DRAG_TEXT: dict[str, Any] = {
    "overallFeedback": [{"from": 0, "to": 100, "feedback": every_type.SCORE}],
    "checkAnswer": every_type.CHECK,
    "submitAnswer": every_type.SUBMIT,
    "tryAgain": every_type.RETRY,
    "showSolution": every_type.SHOW_SOLUTION,
    "dropZoneIndex": "Chỗ trống @index.",
    "empty": "Chỗ trống @index chưa có từ.",
    "contains": "Chỗ trống @index đang có từ @draggable.",
    "ariaDraggableIndex": "Từ @index trong @count từ.",
    "tipLabel": every_type.TIP,
    "correctText": every_type.CORRECT,
    "incorrectText": every_type.INCORRECT,
    "resetDropTitle": "Bỏ từ ra",
    "resetDropDescription": "Anh/chị có chắc muốn bỏ từ khỏi chỗ trống này không?",
    "grabbed": "Đã cầm từ lên.",
    "cancelledDragging": "Đã thôi kéo.",
    "correctAnswer": every_type.RIGHT_ANSWER,
    "feedbackHeader": "Phản hồi",
    "scoreBarLabel": every_type.SCORE_BAR,
    **every_type.READ_ALOUD,
}
MARK_THE_WORDS: dict[str, Any] = {
    "overallFeedback": [{"from": 0, "to": 100, "feedback": every_type.SCORE}],
    "checkAnswerButton": every_type.CHECK,
    "submitAnswerButton": every_type.SUBMIT,
    "tryAgainButton": every_type.RETRY,
    "showSolutionButton": every_type.SHOW_SOLUTION,
    "correctAnswer": every_type.CORRECT,
    "incorrectAnswer": every_type.INCORRECT,
    "missedAnswer": "Còn sót!",
    "displaySolutionDescription": "Đáp án đã hiện trong bài.",
    "scoreBarLabel": every_type.SCORE_BAR,
    "a11yFullTextLabel": "Toàn văn",
    "a11yClickableTextLabel": "Đoạn văn có thể đánh dấu từ",
    "a11ySolutionModeHeader": "Đang xem đáp án",
    "a11yCheckingHeader": "Đang xem kết quả",
    **every_type.READ_ALOUD,
}
