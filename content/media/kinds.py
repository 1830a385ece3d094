"""What a recording is by its first bytes, whatever its name says.

Only what the browsers of old phones play: MP4 and WebM for video; MP3, AAC, Ogg, WAV and these two for sound.
"""

from dataclasses import dataclass

# Bytes that are enough to tell.
HEAD = 64
AUDIO, VIDEO = "audio", "video"


@dataclass(frozen=True, slots=True)
class Kind:
    mime: str
    extension: str


_CONTAINERS = {
    "mp4": {VIDEO: Kind("video/mp4", "mp4"), AUDIO: Kind("audio/mp4", "m4a")},
    "webm": {VIDEO: Kind("video/webm", "webm"), AUDIO: Kind("audio/webm", "weba")},
    "ogg": {AUDIO: Kind("audio/ogg", "ogg")},
    "wav": {AUDIO: Kind("audio/wav", "wav")},
    "mp3": {AUDIO: Kind("audio/mpeg", "mp3")},
    "aac": {AUDIO: Kind("audio/aac", "aac")},
}
# Brands of ISO 14496-12 files that are only for sound, and QuickTime's, which few phones play.
_SOUND_ONLY, _QUICKTIME = {b"M4A ", b"M4B "}, b"qt  "


def kind_of(head: bytes, what: str) -> Kind | None:
    """``head`` as ``what`` ("audio" or "video"); None when it is no such thing."""
    container = _container(head)
    if what == VIDEO and head[8:12] in _SOUND_ONLY:
        return None
    return _CONTAINERS.get(container, {}).get(what)


def _container(head: bytes) -> str:
    if head[4:8] == b"ftyp":
        return "" if head[8:12] == _QUICKTIME else "mp4"
    if head.startswith(b"\x1a\x45\xdf\xa3"):
        # EBML's document type (RFC 8794): Matroska files begin alike.
        return "webm" if b"webm" in head else ""
    if head.startswith(b"RIFF") and head[8:12] == b"WAVE":
        return "wav"
    if head.startswith(b"OggS"):
        return "ogg"
    return "mp3" if head.startswith(b"ID3") else _frames(head)


def _frames(head: bytes) -> str:
    """Sound without a container: eleven bits of sync, a version, then the layer, which AAC has none of."""
    if len(head) < 2 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0 or head[1] & 0x18 == 0x08:
        return ""
    if head[1] & 0x06:
        return "mp3"
    return "aac" if head[1] & 0xF0 == 0xF0 else ""
