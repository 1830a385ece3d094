from typing import Any

from content.h5p.authoring.labels import every_type

MULTI_CHOICE: dict[str, Any] = {
    "UI": {
        "checkAnswerButton": every_type.CHECK,
        "submitAnswerButton": every_type.SUBMIT,
        "showSolutionButton": every_type.SHOW_SOLUTION,
        "tryAgainButton": every_type.RETRY,
        "tipsLabel": every_type.TIP,
        "scoreBarLabel": every_type.SCORE_BAR,
        "tipAvailable": every_type.TIP_AVAILABLE,
        "feedbackAvailable": "Có phản hồi",
        "readFeedback": "Đọc phản hồi",
        "wrongAnswer": "Phương án chưa đúng",
        "correctAnswer": "Phương án đúng",
        "shouldCheck": "Lẽ ra nên chọn",
        "shouldNotCheck": "Lẽ ra không nên chọn",
        "noInput": "Anh/chị trả lời trước khi xem đáp án",
        **every_type.READ_ALOUD,
    },
    **every_type.CONFIRMATIONS,
}
TRUE_FALSE: dict[str, Any] = {
    "l10n": {
        "trueText": "Đúng",
        "falseText": "Sai",
        "score": "Được @score trên @total điểm",
        "checkAnswer": every_type.CHECK,
        "submitAnswer": every_type.SUBMIT,
        "showSolutionButton": every_type.SHOW_SOLUTION,
        "tryAgain": every_type.RETRY,
        "wrongAnswerMessage": "Chưa đúng",
        "correctAnswerMessage": "Chính xác",
        "scoreBarLabel": every_type.SCORE_BAR,
        **every_type.READ_ALOUD,
    },
    **every_type.CONFIRMATIONS,
}
BLANKS: dict[str, Any] = {
    "showSolutions": every_type.SHOW_SOLUTION,
    "tryAgain": every_type.RETRY,
    "checkAnswer": every_type.CHECK,
    "submitAnswer": every_type.SUBMIT,
    "notFilledOut": "Anh/chị điền hết các chỗ trống để xem đáp án",
    "answerIsCorrect": "“:ans” là đúng",
    "answerIsWrong": "“:ans” chưa đúng",
    "answeredCorrectly": "Đã điền đúng",
    "answeredIncorrectly": "Điền chưa đúng",
    "solutionLabel": every_type.RIGHT_ANSWER,
    "inputLabel": "Chỗ trống @num trong @total",
    "inputHasTipLabel": every_type.TIP_AVAILABLE,
    "tipLabel": "Gợi ý",
    "scoreBarLabel": every_type.SCORE_BAR,
    "a11yCheckingModeHeader": "Đang xem kết quả",
    **every_type.READ_ALOUD,
    **every_type.CONFIRMATIONS,
}
