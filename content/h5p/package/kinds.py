"""What files of a package may be, by their ending and their first bytes, and what browsers are told of them.

Nothing that a browser would open as a page: no HTML, no Flash, and SVG only among a library's own files.
"""

from content.h5p.package import magic

PICTURES = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "bmp": "image/bmp",
    "tif": "image/tiff",
    "tiff": "image/tiff",
    "webp": "image/webp",
}
SOUND_AND_VIDEO = {
    "webm": "video/webm",
    "mp4": "video/mp4",
    "ogg": "audio/ogg",
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "wav": "audio/wav",
}
FONTS = {
    "eot": "application/vnd.ms-fontobject",
    "ttf": "font/ttf",
    "otf": "font/otf",
    "woff": "font/woff",
    "woff2": "font/woff2",
}
TEXTS = {
    "json": "application/json",
    "txt": "text/plain; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "vtt": "text/vtt; charset=utf-8",
    "webvtt": "text/vtt; charset=utf-8",
    "gltf": "model/gltf+json",
}
_WORDS, _OPEN = "application/vnd.openxmlformats-officedocument", "application/vnd.oasis.opendocument"
DOCUMENTS = {
    "pdf": "application/pdf",
    "rtf": "application/rtf",
    "doc": "application/msword",
    "xls": "application/vnd.ms-excel",
    "ppt": "application/vnd.ms-powerpoint",
    "docx": f"{_WORDS}.wordprocessingml.document",
    "xlsx": f"{_WORDS}.spreadsheetml.sheet",
    "pptx": f"{_WORDS}.presentationml.presentation",
    "odt": f"{_OPEN}.text",
    "ods": f"{_OPEN}.spreadsheet",
    "odp": f"{_OPEN}.presentation",
    "glb": "model/gltf-binary",
}
CODE = {"js": "text/javascript; charset=utf-8", "css": "text/css; charset=utf-8", "svg": "image/svg+xml"}
IN_CONTENT = PICTURES | SOUND_AND_VIDEO | FONTS | TEXTS | DOCUMENTS
IN_LIBRARY = IN_CONTENT | CODE
# What a browser or a machine would run; of a library, whatever is not listed above is left out.
RUNS = {
    *("html", "htm", "xhtml", "xht", "shtml", "mht", "mhtml", "hta", "xml", "xsl", "xslt", "svgz", "swf", "jar"),
    *("php", "phtml", "phar", "asp", "aspx", "jsp", "cgi", "exe", "dll", "com", "bat", "cmd", "msi", "scr", "apk"),
    *("app", "dmg", "lnk", "sh", "ps1", "vbs", "wsf"),
}


def ending(path: str) -> str:
    """Lower case; empty for a file without one."""
    name = path.rpartition("/")[2]
    return name.rpartition(".")[2].lower() if "." in name else ""


def mime_of(path: str, head: bytes, size: int) -> str | None:
    """What browsers are told of the file; None where its first bytes (``magic.HEAD`` of them) are of another kind.

    A picture may be another kind of picture than its name says, and so may sound and video: programs that make
    packages mix them up, and browsers are told what the bytes are. Empty files are what their name says.
    """
    kind = ending(path)
    declared = IN_LIBRARY[kind]
    if not size:
        return declared
    if kind in PICTURES:
        return magic.picture(head)
    if kind in SOUND_AND_VIDEO:
        return magic.recording(head, declared)
    return declared if magic.fits(kind, head) else None
