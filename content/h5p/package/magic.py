"""What files are by their first bytes."""

HEAD = 64
_PICTURES = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"BM", "image/bmp"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
)
# ISO 23000-22 (MIAF) and AOM's AV1 image format: a box "ftyp" with these brands.
_AVIF = {b"ftypavif", b"ftypavis"}
# ISO 14496-12: the first box. QuickTime's files before the standard begin with others than "ftyp".
_BOXES = {b"ftyp", b"styp", b"moov", b"mdat", b"free", b"skip", b"wide"}
_OLE, _ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04"
_FONT = (b"\x00\x01\x00\x00", b"OTTO", b"true", b"ttcf")
_BEGINNINGS: dict[str, tuple[bytes, ...]] = {
    "pdf": (b"%PDF-",),
    "rtf": (b"{\\rtf",),
    **dict.fromkeys(("doc", "xls", "ppt"), (_OLE,)),
    **dict.fromkeys(("docx", "xlsx", "pptx", "odt", "ods", "odp"), (_ZIP,)),
    "glb": (b"glTF",),
    "woff": (b"wOFF",),
    "woff2": (b"wOF2",),
    "ttf": _FONT,
    "otf": _FONT,
}
# Of the EOT header (W3C submission 2008): a magic number after 34 bytes.
_EOT, _EOT_AT = b"LP", 34
_BOM = b"\xef\xbb\xbf"


def picture(head: bytes) -> str | None:
    """The type of a picture, None for anything else."""
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "image/webp"
    if head[4:12] in _AVIF:
        return "image/avif"
    return next((mime for beginning, mime in _PICTURES if head.startswith(beginning)), None)


def recording(head: bytes, declared: str) -> str | None:
    """The type of sound or video, None for anything else; ``declared`` says which of the two a container holds."""
    sound = declared.startswith("audio/")
    if head[4:8] in _BOXES:
        return "audio/mp4" if sound or head[8:12] == b"M4A " else "video/mp4"
    if head.startswith(b"\x1a\x45\xdf\xa3"):
        return "audio/webm" if sound else "video/webm"
    if head.startswith(b"OggS"):
        return "audio/ogg" if sound else "video/ogg"
    if head.startswith(b"RIFF") and head[8:12] == b"WAVE":
        return "audio/wav"
    return _frames(head)


def _frames(head: bytes) -> str | None:
    """Sound without a container: eleven bits of sync, a version, then the layer, which AAC has none of."""
    if head.startswith(b"ID3"):
        return "audio/mpeg"
    if len(head) < 2 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0 or head[1] & 0x18 == 0x08:
        return None
    if head[1] & 0x06:
        return "audio/mpeg"
    return "audio/aac" if head[1] & 0xF0 == 0xF0 else None


def fits(kind: str, head: bytes) -> bool:
    """Whether a file with the ending ``kind`` may begin so; of texts only WebVTT says what it is."""
    if kind in {"vtt", "webvtt"}:
        return head.removeprefix(_BOM).startswith(b"WEBVTT")
    if kind == "eot":
        return head[_EOT_AT : _EOT_AT + 2] == _EOT
    beginnings = _BEGINNINGS.get(kind)
    return beginnings is None or head.startswith(beginnings)
