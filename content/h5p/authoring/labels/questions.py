from typing import Any

from content.h5p.authoring.labels import common

MULTI_CHOICE: dict[str, Any] = {
    "UI": {
        "checkAnswerButton": common.CHECK,
        "submitAnswerButton": common.SUBMIT,
        "showSolutionButton": common.SHOW_SOLUTION,
        "tryAgainButton": common.RETRY,
        "tipsLabel": common.TIP,
        "scoreBarLabel": common.SCORE_BAR,
        "tipAvailable": common.TIP_AVAILABLE,
        "feedbackAvailable": "Có phản hồi",
        "readFeedback": "Đọc phản hồi",
        "wrongAnswer": "Phương án chưa đúng",
        "correctAnswer": "Phương án đúng",
        "shouldCheck": "Lẽ ra nên chọn",
        "shouldNotCheck": "Lẽ ra không nên chọn",
        "noInput": "Anh/chị trả lời trước khi xem đáp án",
        **common.READ_ALOUD,
    },
    **common.CONFIRMATIONS,
}
TRUE_FALSE: dict[str, Any] = {
    "l10n": {
        "trueText": "Đúng",
        "falseText": "Sai",
        "score": "Được @score trên @total điểm",
        "checkAnswer": common.CHECK,
        "submitAnswer": common.SUBMIT,
        "showSolutionButton": common.SHOW_SOLUTION,
        "tryAgain": common.RETRY,
        "wrongAnswerMessage": "Chưa đúng",
        "correctAnswerMessage": "Chính xác",
        "scoreBarLabel": common.SCORE_BAR,
        **common.READ_ALOUD,
    },
    **common.CONFIRMATIONS,
}
BLANKS: dict[str, Any] = {
    "showSolutions": common.SHOW_SOLUTION,
    "tryAgain": common.RETRY,
    "checkAnswer": common.CHECK,
    "submitAnswer": common.SUBMIT,
    "notFilledOut": "Anh/chị điền hết các chỗ trống để xem đáp án",
    "answerIsCorrect": "“:ans” là đúng",
    "answerIsWrong": "“:ans” chưa đúng",
    "answeredCorrectly": "Đã điền đúng",
    "answeredIncorrectly": "Điền chưa đúng",
    "solutionLabel": common.RIGHT_ANSWER,
    "inputLabel": "Chỗ trống @num trong @total",
    "inputHasTipLabel": common.TIP_AVAILABLE,
    "tipLabel": "Gợi ý",
    "scoreBarLabel": common.SCORE_BAR,
    "a11yCheckingModeHeader": "Đang xem kết quả",
    **common.READ_ALOUD,
    **common.CONFIRMATIONS,
}
