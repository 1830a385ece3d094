"""The report as a Word document that can still be written in: the template of ``docx_template``, filled by docxtpl."""

import datetime as dt
import io
from functools import cache

from docxtpl import DocxTemplate

from learners.coverage.documents.docx_template import make_template
from learners.coverage.documents.paper import Paper


@cache
def _template() -> bytes:
    return make_template()


def as_docx(paper: Paper, *, made_at: dt.datetime) -> bytes:
    """``made_at`` is written into the file's properties. What people typed is text, never markup or a tag."""
    document = DocxTemplate(io.BytesIO(_template()))
    document.render(paper.as_data(), autoescape=True)
    # Not by ``get_docx``, which would begin again with the template.
    about = document.docx.core_properties
    about.title, about.author, about.language = f"Báo cáo. {paper.subject}"[:255], paper.issuer[:255], "vi-VN"
    about.created = about.modified = made_at.astimezone(dt.UTC).replace(tzinfo=None)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
