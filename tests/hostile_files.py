"""Files that nobody would write, and what reading them gives."""

from container_files import archive
from corpus.reading import Reading, read_bytes

MOST = 60_000_000
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def docx(document: str, before: str = "", **parts: str) -> bytes:
    body = f'{before}<w:document xmlns:w="{WORD}"><w:body>{document}</w:body></w:document>'
    others = {f"word/{name}.xml": content.encode() for name, content in parts.items()}
    return archive({"word/document.xml": body.encode(), **others})


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def readings(name: str, data: bytes) -> list[Reading]:
    """The documents of a file; raises the reason of the first that cannot be read."""
    with read_bytes(name, data, MOST) as contents:
        return [entry.read() for entry in contents.entries]
