"""The command line. Each command imports what it needs when it runs, so that help is instant."""

import sys
from datetime import date, datetime
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot import cli_options as options
from bot.cli_failures import failure_as_json
from bot.streams import flush, replace_what_cannot_be_coded

if TYPE_CHECKING:
    from bot.answering import Answerer
    from bot.settings import Settings


class Exit(IntEnum):
    """What a command's exit code means."""

    ANSWERED = 0
    FAILURE = 1
    USAGE = 2
    NOT_ANSWERED = 3


app = typer.Typer(
    name="footnote",
    help="Ask your documents: the paragraphs that answer, word for word, each with its footnote.",
    rich_markup_mode=None,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"footnote {version('footnote-bot')}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
    debug: Annotated[
        bool, typer.Option("--debug", help="Show the traceback when something fails.")
    ] = False,
) -> None:
    """Options that every command takes; ``main`` reads ``--debug``."""
    del version, debug


@app.command()
def index(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(help="Files or folders under DOCUMENTS_DIR; all of it by default."),
    ] = None,
    dry_run: options.DryRunOption = False,
    watch: options.WatchOption = False,
) -> None:
    """Read what changed in the documents folder and publish it."""
    if watch and (paths or dry_run):
        raise typer.BadParameter("--watch follows the whole folder: it takes no path or --dry-run")
    if watch:
        from bot.folder_watch import watch_documents
        from bot.wiring import Footnote

        return watch_documents(Footnote(_settings()))
    if dry_run:
        from bot.forecasting import tell_forecast

        return tell_forecast(_settings(), paths or [])
    from bot.indexing import index_documents

    return index_documents(_settings(), paths or [])


@app.command()
def add(
    urls: options.UrlsArgument = None,
    feeds: options.FeedsOption = None,
    limit: options.LimitOption = 20,
) -> None:
    """Fetch pages from the web and index them."""
    from bot.adding import Wanted, add_pages

    if not urls and not feeds:
        raise typer.BadParameter("name an address, or a feed with --feed")
    if not add_pages(_settings(), Wanted(urls or [], feeds or [], limit)):
        raise typer.Exit(Exit.FAILURE)


@app.command()
def ask(  # noqa: PLR0913, PLR0917 - each parameter is an option of the command
    question: Annotated[str, typer.Argument(help="The question; - reads one a line (--json).")],
    as_json: options.JsonOption = False,
    top: Annotated[int, typer.Option(min=1, max=10, help="How many passages.")] = 3,
    source: options.SourceOption = None,
    since: options.SinceOption = None,
    until: options.UntilOption = None,
    explain: Annotated[bool, typer.Option(help="Show how each passage was ranked.")] = False,
    full: Annotated[bool, typer.Option("--full", help="Show long passages whole.")] = False,
) -> None:
    """Answer one question. Exit code 0: answered; 3: the documents do not (surely) answer."""
    from bot.asking import Asking
    from corpus.filters import Filters

    if question == "-" and not as_json:
        raise typer.BadParameter("reading questions from standard input needs --json")
    asking = Asking(
        filters=Filters(tuple(source or ()), _day(since), _day(until)),
        limit=top,
        as_json=as_json,
        explain=explain,
        full=full,
    )
    with failure_as_json(as_json):
        settings = _settings()
        answered = question == "-" or asking.one(settings, question)
    if question == "-":
        asking.batch(settings, sys.stdin)
    if not answered:
        raise typer.Exit(Exit.NOT_ANSWERED)


@app.command()
def repl(as_json: options.JsonOption = False) -> None:
    """Chat with the documents here. Piped input works too."""
    from bot.repl import leave, run

    with failure_as_json(as_json):
        settings = _settings()
    leave(run(lambda: _ready(settings), settings.data_dir, as_json=as_json))


@app.command()
def telegram() -> None:
    """Run the Telegram bot until it is stopped (Ctrl-C or SIGTERM)."""
    from bot.telegram_app.application import run
    from bot.wiring import Footnote

    settings = _settings()
    footnote = Footnote(settings)
    run(
        settings,
        footnote.answerer(),
        samples_only=lambda: footnote.samples_only,
        library=footnote.library(),
        open_adding=footnote.adding,
    )


@app.command()
def sources() -> None:
    """List the documents that answers come from."""
    from bot.browsing import list_sources

    list_sources(_settings())


@app.command()
def show(
    document: Annotated[str, typer.Argument(help="A document's path, or path#N for paragraph N.")],
    meta: Annotated[
        bool, typer.Option("--meta", help="Show what is known of it, and where that was found.")
    ] = False,
    unread: options.UnreadOption = False,
) -> None:
    """Show a document's passages, or one paragraph in its context."""
    if unread:
        from bot.unread import list_unread

        list_unread(_settings(), document)
    else:
        from bot.browsing import show_document

        show_document(_settings(), document, meta=meta)


@app.command()
def history(
    document: options.FormerArgument = None,
    version: options.VersionArgument = None,
    forget: options.ForgetOption = False,
) -> None:
    """Tell what a document was before, or of which that are gone something is kept."""
    from bot.history import run

    if forget and document is None:
        raise typer.BadParameter("--forget needs to know of which document")
    if forget and version is not None:
        raise typer.BadParameter("--forget deletes every earlier version, so name none")
    run(_settings(), document, version, forget=forget)


@app.command()
def verify() -> None:
    """Read every file again and compare each passage with its slice."""
    from bot.verifying import verify_passages

    if not verify_passages(_settings()):
        raise typer.Exit(Exit.FAILURE)


@app.command(name="eval")
def evaluate(  # noqa: PLR0913, PLR0917 - each parameter is an option of the command
    places: options.SetsArgument,
    off_topic: options.OffTopicOption = None,
    json_file: options.JsonFileOption = None,
    html: options.HtmlOption = None,
    compare: options.CompareOption = None,
    update_floors: options.UpdateFloorsOption = None,
    lower: options.LowerOption = None,
) -> None:
    """Measure retrieval, highlights and abstention on question sets."""
    from bot.evaluating import Wanted
    from bot.evaluating import evaluate as run

    wanted = Wanted(off_topic, json_file, html, compare, update_floors, lower)
    run(_settings(), places, wanted)


@app.command()
def status() -> None:
    """Tell what is indexed and how often answers are expected to be wrong."""
    from bot.status import tell_status

    tell_status(_settings())


@app.command()
def calibrate() -> None:
    """Draw the line between answer and silence anew, however little has changed."""
    from bot.status import calibrate_index

    calibrate_index(_settings())


@app.command()
def doctor() -> None:
    """Tell what is wrong with this set-up and how to mend it."""
    from bot.doctor import examine

    if not examine():
        raise typer.Exit(Exit.FAILURE)


def _ready(settings: "Settings") -> "Answerer":
    """An answerer with its model loaded, so that the first question need not wait for it."""
    from bot.wiring import Footnote

    footnote = Footnote(settings)
    answerer = footnote.answerer()
    # Without an index there is nothing to load a model for: this says so at once.
    answerer.documents()
    footnote.load_model()
    return answerer


def _settings() -> "Settings":
    from bot.settings import load_settings

    return load_settings()


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


def main() -> None:
    """Run the command line; errors are sentences on standard error, exit code 1."""
    replace_what_cannot_be_coded(sys.stdin, sys.stdout)
    try:
        app()
    except SystemExit as end:
        # Whoever read our output has enough: no failure of ours, though typer makes it one.
        if isinstance(end.__context__, BrokenPipeError):
            raise SystemExit(Exit.ANSWERED) from None
        raise
    except Exception as error:
        if "--debug" in sys.argv[1:]:
            raise
        from bot.wording.commands import failure

        typer.echo(f"footnote: {failure(error)}", err=True)
        raise SystemExit(Exit.FAILURE) from None
    finally:
        flush(sys.stdout)


if __name__ == "__main__":
    main()
