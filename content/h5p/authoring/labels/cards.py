from typing import Any

from content.h5p.authoring.labels import every_type

DIALOG_CARDS: dict[str, Any] = {
    "answer": "Lật thẻ",
    "next": "Thẻ sau",
    "prev": "Thẻ trước",
    "retry": every_type.RETRY,
    "correctAnswer": "Tôi nhớ đúng",
    "incorrectAnswer": "Tôi nhớ sai",
    "round": "Lượt @round",
    "cardsLeft": "Còn @number thẻ",
    "nextRound": "Sang lượt @round",
    "startOver": "Học lại từ đầu",
    "showSummary": "Tiếp",
    "summary": "Kết quả",
    "summaryCardsRight": "Số thẻ nhớ đúng:",
    "summaryCardsWrong": "Số thẻ nhớ sai:",
    "summaryCardsNotShown": "Số thẻ chưa xem:",
    "summaryOverallScore": "Tổng cộng",
    "summaryCardsCompleted": "Số thẻ đã thuộc:",
    "summaryCompletedRounds": "Số lượt đã xong:",
    "summaryAllDone": "Tốt lắm! Anh/chị đã thuộc cả @cards thẻ, mỗi thẻ nhớ đúng @max lần.",
    "progressText": "Thẻ @card trong @total thẻ",
    "cardFrontLabel": "Mặt trước",
    "cardBackLabel": "Mặt sau",
    "tipButtonLabel": every_type.TIP,
    "audioNotSupported": "Trình duyệt không phát được âm thanh này",
    "confirmStartingOver": {
        "header": "Học lại từ đầu?",
        "body": "Những gì đã thuộc sẽ được xóa. Anh/chị có chắc muốn học lại từ đầu không?",
        "cancelLabel": "Không",
        "confirmLabel": "Học lại từ đầu",
    },
}
