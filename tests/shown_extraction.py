"""What a reader made of a file, as text that a person can read over."""

from corpus.readers.extraction import Extraction


def shown(extraction: Extraction) -> str:
    """Metadata first, then each block under its kind; what stands between blocks is an aside."""
    known = extraction.metadata
    lines = [
        f"{name}: {value} [{known.origins[name]}]"
        for name in ("title", "publisher", "author", "published", "url", "language")
        if (value := getattr(known, name)) is not None
    ]
    position = 0
    for block in extraction.blocks:
        lines += _aside(extraction.text[position : block.span.start])
        level = f" {block.level}" if block.level else ""
        page = f", page {block.page}" if block.page else ""
        lines += ["", f"({block.kind}{level}{page})", block.span.of(extraction.text)]
        position = block.span.end
    lines += _aside(extraction.text[position:])
    return "\n".join(lines) + "\n"


def _aside(text: str) -> list[str]:
    return ["", "(aside)", text.strip()] if text.strip() else []
