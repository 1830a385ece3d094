"""Files as authors have them: a .docx made of its parts, whole or broken."""

import io
import zipfile
from collections.abc import Mapping

from PIL import Image

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = (
    f'{W} xmlns:r="{R}" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/></Types>'
)
STYLES = f"<w:styles {W}>" + "".join(
    f'<w:style w:type="paragraph" w:styleId="{name.replace(" ", "")}"><w:name w:val="{name}"/></w:style>'
    for name in ("Title", "heading 1", "heading 2", "heading 3", "heading 4", "Quote", "Caption")
) + "</w:styles>"  # fmt: skip
NUMBERING = (
    f'<w:numbering {W}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)


def picture(size: tuple[int, int] = (8, 6)) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", size, "#0b6169").save(written, "PNG")
    return written.getvalue()


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(content: str, style: str = "", level: int | None = None) -> str:
    """``content`` is text, or runs already written."""
    inner = content if content.startswith("<") else run(content)
    chosen = f'<w:pStyle w:val="{style}"/>' if style else ""
    numbered = "" if level is None else f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
    return f"<w:p><w:pPr>{chosen}{numbered}</w:pPr>{inner}</w:p>"


def drawing(relation: str, alt: str = "", how: str = "embed") -> str:
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="a" descr="{alt}"/><a:graphic><a:graphicData '
        'uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:blipFill>'
        f'<a:blip r:{how}="{relation}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline>'
        "</w:drawing></w:r>"
    )


def table(*rows: tuple[str, ...]) -> str:
    cells = ["".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows]
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


def document(*content: str) -> str:
    return f"<w:document {NAMESPACES}><w:body>{''.join(content)}</w:body></w:document>"


def relations(*targets: tuple[str, str, str]) -> str:
    """Each is an id, a kind and a target; what has a scheme lies outside."""
    found = "".join(
        f'<Relationship Id="{name}" Type="{R}/{kind}" Target="{target}"'
        + (' TargetMode="External"/>' if ":" in target else "/>")
        for name, kind, target in targets
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{found}</Relationships>'
    )


def archive(parts: Mapping[str, str | bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return written.getvalue()


def docx(*content: str, related: str = "", **media: bytes) -> bytes:
    """A document of these paragraphs; ``media`` are files by name, without ``.png``."""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": relations(("d", "officeDocument", "word/document.xml")),
        "word/document.xml": document(*content),
        "word/styles.xml": STYLES,
        "word/numbering.xml": NUMBERING,
        "word/_rels/document.xml.rels": related or relations(),
    }
    return archive({**parts, **{f"word/media/{name}.png": data for name, data in media.items()}})


def lesson_docx() -> bytes:
    """What an author sends: a title, two levels, a list, a quote, a link, a table, a picture without description."""
    link = f'<w:hyperlink r:id="l">{run("trang hướng dẫn")}</w:hyperlink>'
    return docx(
        paragraph("Mật khẩu dài", "Title"),
        paragraph(run("Dài ") + run("hơn", "<w:b/>") + run(" phức tạp. Xem ") + link + run(".")),
        paragraph("Vì sao", "heading1"),
        paragraph("Một cụm từ", level=0),
        paragraph("Bốn từ ghép lại", level=1),
        paragraph("Chú ý: đừng gửi mật khẩu cho ai.", "Quote"),
        paragraph("Ví dụ, “ghe xuồng bến nước”.", ""),
        paragraph("Cách đặt", "heading2"),
        table(("Yếu", "Mạnh"), ("123456", "ghe xuồng bến nước")),
        paragraph(drawing("p")),
        paragraph("Màn hình đổi mật khẩu", "Caption"),
        related=relations(
            ("l", "hyperlink", "https://example.org/a?b=1&amp;c=2"), ("p", "image", "media/man-hinh.png")
        ),
        **{"man-hinh": picture()},
    )
