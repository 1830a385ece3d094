"""Reading a QR code as a phone's camera does, with the system's libzbar."""

import ctypes
import ctypes.util
import io

from PIL import Image

INSTALL = "sudo apt-get install -y libzbar0"
GREY = int.from_bytes(b"Y800", "little")


def library() -> ctypes.CDLL | None:
    name = ctypes.util.find_library("zbar")
    return ctypes.CDLL(name) if name else None


def decode(picture: bytes) -> str:
    """The text of the one code in ``picture``; ``LookupError`` when there is none."""
    zbar = library()
    if zbar is None:
        raise FileNotFoundError(INSTALL)
    for name in ("image_scanner_create", "image_create", "image_first_symbol"):
        getattr(zbar, f"zbar_{name}").restype = ctypes.c_void_p
    zbar.zbar_symbol_get_data.restype = ctypes.c_char_p
    grey = Image.open(io.BytesIO(picture)).convert("L")
    pixels = grey.tobytes()
    scanner, image = ctypes.c_void_p(zbar.zbar_image_scanner_create()), ctypes.c_void_p(zbar.zbar_image_create())
    try:
        zbar.zbar_image_set_format(image, ctypes.c_ulong(GREY))
        zbar.zbar_image_set_size(image, *grey.size)
        zbar.zbar_image_set_data(image, pixels, ctypes.c_ulong(len(pixels)), None)
        zbar.zbar_scan_image(scanner, image)
        symbol = zbar.zbar_image_first_symbol(image)
        if symbol is None:
            raise LookupError("no code in the picture")
        return zbar.zbar_symbol_get_data(ctypes.c_void_p(symbol)).decode()
    finally:
        zbar.zbar_image_destroy(image)
        zbar.zbar_image_scanner_destroy(scanner)
