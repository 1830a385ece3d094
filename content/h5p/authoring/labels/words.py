from typing import Any

from content.h5p.authoring.labels import common

DRAG_TEXT: dict[str, Any] = {
    "overallFeedback": [{"from": 0, "to": 100, "feedback": common.SCORE}],
    "checkAnswer": common.CHECK,
    "submitAnswer": common.SUBMIT,
    "tryAgain": common.RETRY,
    "showSolution": common.SHOW_SOLUTION,
    "dropZoneIndex": "Chỗ trống @index.",
    "empty": "Chỗ trống @index chưa có từ.",
    "contains": "Chỗ trống @index đang có từ @draggable.",
    "ariaDraggableIndex": "Từ @index trong @count từ.",
    "tipLabel": common.TIP,
    "correctText": common.CORRECT,
    "incorrectText": common.INCORRECT,
    "resetDropTitle": "Bỏ từ ra",
    "resetDropDescription": "Anh/chị có chắc muốn bỏ từ khỏi chỗ trống này không?",
    "grabbed": "Đã cầm từ lên.",
    "cancelledDragging": "Đã thôi kéo.",
    "correctAnswer": common.RIGHT_ANSWER,
    "feedbackHeader": "Phản hồi",
    "scoreBarLabel": common.SCORE_BAR,
    **common.READ_ALOUD,
}
MARK_THE_WORDS: dict[str, Any] = {
    "overallFeedback": [{"from": 0, "to": 100, "feedback": common.SCORE}],
    "checkAnswerButton": common.CHECK,
    "submitAnswerButton": common.SUBMIT,
    "tryAgainButton": common.RETRY,
    "showSolutionButton": common.SHOW_SOLUTION,
    "correctAnswer": common.CORRECT,
    "incorrectAnswer": common.INCORRECT,
    "missedAnswer": "Còn sót!",
    "displaySolutionDescription": "Đáp án đã hiện trong bài.",
    "scoreBarLabel": common.SCORE_BAR,
    "a11yFullTextLabel": "Toàn văn",
    "a11yClickableTextLabel": "Đoạn văn có thể đánh dấu từ",
    "a11ySolutionModeHeader": "Đang xem đáp án",
    "a11yCheckingHeader": "Đang xem kết quả",
    **common.READ_ALOUD,
}
