"""The report as PDF/A-2a and PDF/UA-1, compiled by Typst with the fonts it brings: the same on every machine."""

import json

import typst

from learners.certificates.printing import theme_file
from learners.coverage.documents.paper import Paper

PAGE = "coverage/report.typ"


def as_pdf(paper: Paper, *, timestamp: int) -> bytes:
    """``timestamp`` dates the file, in seconds since 1970: of the same frozen report it is the same file."""
    return typst.compile(
        theme_file(PAGE),
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(paper.as_data(), ensure_ascii=False)},
        pdf_standards=["a-2a", "ua-1"],
        timestamp=timestamp,
    )
