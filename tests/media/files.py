"""Tiny files, made where they are used."""

import io
import wave

MP4 = b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + b"\x00\x00\x00\x08mdat" * 40
M4A = b"\x00\x00\x00\x18ftypM4A \x00\x00\x00\x00M4A mp42" + b"\x00" * 40
MOV = b"\x00\x00\x00\x14ftypqt  \x00\x00\x02\x00qt  " + b"\x00" * 40
WEBM = b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\xf7\x81\x01\x42\x82\x84webm" + b"\x00" * 40
MKV = b"\x1a\x45\xdf\xa3\xa3\x42\x86\x81\x01\x42\xf7\x81\x01\x42\x82\x88matroska" + b"\x00" * 40
OGG = b"OggS\x00\x02" + b"\x00" * 22 + b"\x01\x13OpusHead\x01" + b"\x00" * 20
MP3 = b"ID3\x04\x00\x00\x00\x00\x00\x00" + b"\x00" * 40
MP3_FRAMES = b"\xff\xfb\x90\x64" + b"\x00" * 60
AAC = b"\xff\xf1\x50\x80" + b"\x00" * 60
HTML = b"<!doctype html><script>alert(1)</script>" + b" " * 40
CAPTIONS = """WEBVTT

NOTE do nhóm biên tập viết

1
00:00.000 --> 00:02.500
Chào bà con.

00:02.500 --> 00:05.000 line:90%
Hôm nay ta học cách
<b>quét mã</b>.
"""


def wav(seconds: int = 1) -> bytes:
    """Silence."""
    kept = io.BytesIO()
    with wave.open(kept, "wb") as made:
        made.setnchannels(1)
        made.setsampwidth(1)
        made.setframerate(8000)
        made.writeframes(b"\x80" * 8000 * seconds)
    return kept.getvalue()
