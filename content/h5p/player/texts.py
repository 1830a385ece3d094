"""What H5P's core itself says to a learner, by the keys it asks for them, in every language of our readers.

Texts of a content are its author's; these are of the frame around it.
"""

from functools import cache

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

_TEXTS = {
    "fullscreen": _("Toàn màn hình"),
    "disableFullscreen": _("Thoát toàn màn hình"),
    "download": _("Tải về"),
    "copyrights": _("Quyền sử dụng"),
    "embed": _("Nhúng"),
    "size": _("Kích thước"),
    "showAdvanced": _("Hiện thêm tùy chọn"),
    "hideAdvanced": _("Ẩn bớt tùy chọn"),
    "advancedHelp": _("Thêm đoạn mã này vào trang của anh/chị để khung tự chỉnh kích thước:"),
    "copyrightInformation": _("Quyền sử dụng"),
    "close": _("Đóng"),
    "title": _("Tên"),
    "author": _("Tác giả"),
    "year": _("Năm"),
    "source": _("Nguồn"),
    "license": _("Giấy phép"),
    "thumbnail": _("Ảnh thu nhỏ"),
    "noCopyrights": _("Nội dung này không ghi quyền sử dụng."),
    "reuse": _("Dùng lại"),
    "reuseContent": _("Dùng lại nội dung"),
    "reuseDescription": _("Dùng lại nội dung này."),
    "downloadDescription": _("Tải nội dung này về thành tệp H5P."),
    "copyrightsDescription": _("Xem quyền sử dụng của nội dung này."),
    "embedDescription": _("Xem mã nhúng của nội dung này."),
    "h5pDescription": _("Tìm hiểu thêm trên H5P.org."),
    "contentChanged": _("Nội dung đã thay đổi từ lần trước anh/chị làm."),
    "startingOver": _("Anh/chị sẽ làm lại từ đầu."),
    "by": _("của"),
    "showMore": _("Xem thêm"),
    "showLess": _("Thu gọn"),
    "subLevel": _("Cấp dưới"),
    "confirmDialogHeader": _("Xác nhận"),
    "confirmDialogBody": _("Anh/chị muốn tiếp tục? Việc này không hoàn lại được."),
    "cancelLabel": _("Thôi"),
    "confirmLabel": _("Đồng ý"),
    "licenseU": _("Không ghi giấy phép"),
    "licenseCCBY": _("Ghi công"),
    "licenseCCBYSA": _("Ghi công, chia sẻ tương tự"),
    "licenseCCBYND": _("Ghi công, không phái sinh"),
    "licenseCCBYNC": _("Ghi công, phi thương mại"),
    "licenseCCBYNCSA": _("Ghi công, phi thương mại, chia sẻ tương tự"),
    "licenseCCBYNCND": _("Ghi công, phi thương mại, không phái sinh"),
    "licenseCC40": _("4.0 Quốc tế"),
    "licenseCC30": _("3.0 Chưa chuyển đổi"),
    "licenseCC25": _("2.5 Chung"),
    "licenseCC20": _("2.0 Chung"),
    "licenseCC10": _("1.0 Chung"),
    "licenseGPL": _("Giấy phép công cộng GNU"),
    "licenseV3": _("Phiên bản 3"),
    "licenseV2": _("Phiên bản 2"),
    "licenseV1": _("Phiên bản 1"),
    "licensePD": _("Thuộc phạm vi công cộng"),
    "licenseCC010": _("CC0 1.0, hiến tặng cho công chúng"),
    "licensePDM": _("Dấu phạm vi công cộng"),
    "licenseC": _("Giữ bản quyền"),
    "contentType": _("Loại nội dung"),
    "licenseExtras": _("Ghi chú giấy phép"),
    "changes": _("Các thay đổi"),
    "contentCopied": _("Đã sao chép nội dung."),
    "connectionLost": _("Mất kết nối. Kết quả sẽ được gửi khi có mạng lại."),
    "connectionReestablished": _("Đã có kết nối lại."),
    "resubmitScores": _("Đang gửi lại kết quả."),
    "offlineDialogHeader": _("Mất kết nối với máy chủ"),
    "offlineDialogBody": _("Chưa gửi được kết quả. Anh/chị kiểm tra kết nối mạng."),
    "offlineDialogRetryMessage": _("Thử lại sau :num…"),
    "offlineDialogRetryButtonLabel": _("Thử lại ngay"),
    "offlineSuccessfulSubmit": _("Đã gửi kết quả."),
}


@cache
def texts() -> dict[str, dict[str, str]]:
    """By language, then by key."""
    found = {}
    for language in settings.READER_LANGUAGES:
        with translation.override(language):
            found[language] = {key: str(text) for key, text in _TEXTS.items()}
    return found
