"""What the commands take: each option that needs more than its name and a line of help."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

JsonOption = Annotated[bool, typer.Option("--json", help="Write JSON, one answer a line.")]
WatchOption = Annotated[
    bool, typer.Option("--watch", help="Go on with every change, until Ctrl-C or SIGTERM.")
]
SourceOption = Annotated[
    list[str] | None,
    typer.Option("--source", help="Only this publisher, folder or document. Repeatable."),
]
SinceOption = Annotated[
    datetime | None,
    typer.Option(formats=["%Y-%m-%d"], help="Only documents published on this day or later."),
]
UntilOption = Annotated[
    datetime | None,
    typer.Option(formats=["%Y-%m-%d"], help="Only documents published on this day or earlier."),
]

DryRunOption = Annotated[
    bool, typer.Option("--dry-run", help="Tell what would be done, and do nothing.")
]

UrlsArgument = Annotated[
    list[str] | None, typer.Argument(metavar="URL...", help="Addresses of pages, PDF files, books.")
]
FeedsOption = Annotated[
    list[str] | None,
    typer.Option(
        "--feed", metavar="URL", help="An RSS or Atom feed: its new pages are added. Repeatable."
    ),
]
LimitOption = Annotated[
    int, typer.Option(min=1, help="At most so many new pages of a feed; what fails does not count.")
]

FormerArgument = Annotated[
    str | None,
    typer.Argument(
        metavar="[DOCUMENT]",
        help="A document's path, also of one that is gone; none lists those that are gone.",
    ),
]
VersionArgument = Annotated[
    int | None, typer.Argument(metavar="[N]", help="Print the text of version N.")
]
ForgetOption = Annotated[
    bool, typer.Option("--forget", help="Delete the earlier versions for good.")
]

SetsArgument = Annotated[
    list[Path],
    typer.Argument(
        metavar="SET...",
        exists=True,
        help="Folders of question sets, or .jsonl files of questions about the documents.",
    ),
]
OffTopicOption = Annotated[
    Path | None,
    typer.Option(metavar="DIR", help="Ask this set's questions too, as unanswerable ones."),
]
JsonFileOption = Annotated[
    Path | None,
    typer.Option("--json", metavar="FILE", help="Write every result as JSON; - for here."),
]
HtmlOption = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Write curves and the worst questions.")
]
CompareOption = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Tell what changed since that --json FILE.")
]
UpdateFloorsOption = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Raise the floors in FILE to this run's.")
]
LowerOption = Annotated[
    str | None, typer.Option(metavar="REASON", help="Let --update-floors lower them as well.")
]
UnreadOption = Annotated[
    bool,
    typer.Option("--unread", help="List everything in a file that cannot be read, and why."),
]
