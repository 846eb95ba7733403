"""The command line: ``python -m addon``."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from addon.errors import AddonError
from addon.scopes import Tier


def _addresses(_context: click.Context, _parameter: click.Parameter, owner: tuple[str, ...]) -> tuple[str, ...]:
    """Refuse what is no address before anything is read."""
    from addon.commands.desk import no_addresses

    wrong = no_addresses(owner)
    if wrong:
        raise click.BadParameter(f"{wrong[0]!r} is no address such as ann@example.com; give one address each time")
    return owner


@contextmanager
def _told() -> Iterator[None]:
    """Turn what is wrong with a file into one line and exit status 1."""
    from addon.commands.cases import BadCase

    try:
        yield
    except (BadCase, OSError) as error:
        raise click.ClickException(str(error)) from None


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
def cli() -> None:
    """Acquaint tells whether you and a sender know each other, and whether a resume was blasted to strangers.

    Start with `preview`: it shows an invented mailbox with the sidebar cards, or your own Google Takeout.
    """


@cli.command()
@click.option("--mbox", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Mail to show: a Google Takeout mbox.")
@click.option(
    "--owner",
    multiple=True,
    metavar="ADDR",
    callback=_addresses,
    help="An address of yours; the mailbox's own first. Needed with --mbox.",
)
@click.option("--port", default=8025, show_default=True, help="Port on 127.0.0.1; 0 takes a free one.")
@click.option(
    "--cache",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder for the index of a large mbox, so that the second start is fast. Default: .cache here.",
)
@click.option("--open/--no-open", "open_browser", default=False, help="Open the page in the browser.")
def preview(mbox: Path | None, owner: tuple[str, ...], port: int, cache: Path | None, open_browser: bool) -> None:  # noqa: FBT001 - click passes flags so
    """Show the add-on beside a mailbox, in the browser.

    Everything stays on this machine: no network, no Google account, no keys.

    \b
      python -m addon preview
      python -m addon preview --mbox takeout.mbox --owner me@example.com --owner alias@example.com
    """
    from addon.preview.serve import serve_preview

    if mbox is not None and not owner:
        raise click.UsageError("--mbox needs --owner ADDR: which addresses in that mail are yours?")
    if mbox is not None:
        from addon.commands.cases import check_mbox

        with _told():
            check_mbox(mbox, "mbox")
    serve_preview(mbox, owner, port, cache or Path(".cache"), open_browser=open_browser)


@cli.command()
@click.argument("message", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--history", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Your other mail, an mbox.")
@click.option("--owner", multiple=True, metavar="ADDR", callback=_addresses, help="An address of yours; the mailbox's own first.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option(
    "--jsonl", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Judge many: a case a line, JSON out."
)
def assess(message: Path | None, history: Path | None, owner: tuple[str, ...], as_json: bool, jsonl: Path | None) -> None:  # noqa: FBT001 - as above
    """Judge one MESSAGE (an .eml file) as the card would, and say what was found.

    Mail in --history counts where it is older than the message.

    \b
      python -m addon assess mail.eml --history takeout.mbox --owner me@example.com
      python -m addon assess --jsonl cases.jsonl

    A line of CASES is {"id": ..., "eml": path or "raw": text or "raw_base64": ..., "owner": [addr, ...],
    "history": mbox or null}; paths are relative to the file. A line that cannot be judged yields {"id": ..., "error": ...}.
    """
    from addon.commands.assess import assess_file, assess_lines

    if jsonl is not None:
        if message is not None:
            raise click.UsageError("give either MESSAGE or --jsonl, not both")
        for line in assess_lines(jsonl):
            click.echo(json.dumps(line, ensure_ascii=False))
        return
    if message is None:
        raise click.UsageError("which message? Give an .eml file, or --jsonl CASES")
    if not owner:
        raise click.UsageError("--owner ADDR is needed: whose mailbox did the message arrive in?")
    with _told():
        click.echo(assess_file(message, history, owner, as_json=as_json))


@cli.command(name="assess-draft")
@click.argument("draft", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--history", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Your other mail, an mbox.")
@click.option("--owner", multiple=True, metavar="ADDR", callback=_addresses, help="An address of yours; the mailbox's own first.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option(
    "--jsonl", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Judge many: a case a line, JSON out."
)
def assess_draft(
    draft: Path | None,
    history: Path | None,
    owner: tuple[str, ...],
    as_json: bool,  # noqa: FBT001 - click passes flags so
    jsonl: Path | None,
) -> None:
    """Judge a DRAFT (an .eml file with To, Cc and Bcc) as the card in the compose window would: which recipients know you?

    \b
      python -m addon assess-draft draft.eml --history takeout.mbox --owner me@example.com
      python -m addon assess-draft --jsonl cases.jsonl

    Lines of CASES are those of `assess`.
    """
    from addon.commands.assess_draft import assess_draft_file, assess_draft_lines

    if jsonl is not None:
        if draft is not None:
            raise click.UsageError("give either DRAFT or --jsonl, not both")
        for line in assess_draft_lines(jsonl):
            click.echo(json.dumps(line, ensure_ascii=False))
        return
    if draft is None:
        raise click.UsageError("which draft? Give an .eml file, or --jsonl CASES")
    if not owner:
        raise click.UsageError("--owner ADDR is needed: who writes this draft?")
    with _told():
        click.echo(assess_draft_file(draft, history, owner, as_json=as_json))


@cli.command()
@click.argument("labels", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option(
    "--plot",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="Write reliability and trade-off curves to this .svg file.",
)
def evaluate(labels: Path, as_json: bool, plot: Path | None) -> None:  # noqa: FBT001 - as above
    """Measure the verdicts on labelled mail: LABELS is a CASES file whose lines also hold "labels".

    \b
      {"id": ..., "eml": ..., "owner": [...], "history": ..., "language": "de", "pitfall": "names", "doubt": false,
       "labels": {"relationship": "none", "resume": "resume", "candidate": "sender", "broadcast": "targeted",
                  "verdict_any_of": ["targeted_resume", "stranger_resume"]}}

    A label that is left out or null is not counted; a null candidate says that nobody is presented. A line that
    cannot be judged, or whose labels are wrong, is named as broken: the figures are those of the other lines, and the
    exit status is 1.
    """
    from addon.commands.evaluate import IncompleteRun, evaluate_file

    with _told():
        try:
            click.echo(evaluate_file(labels, as_json=as_json, plot=plot))
        except IncompleteRun as run:
            click.echo(run.text)
            raise click.ClickException(str(run)) from None


@cli.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--rounds", default=200, show_default=True, help="Events measured per row.")
def bench(as_json: bool, rounds: int) -> None:  # noqa: FBT001 - as above
    """Measure what a card costs: Gmail calls, units and round trips (exact), and own compute (p50 and p95)."""
    from addon.commands.bench import run_bench

    click.echo(run_bench(rounds, as_json=as_json))


@cli.command()
@click.option("--base-url", required=True, metavar="URL", help="Public https address of your server, without a path.")
@click.option("--tier", type=click.Choice([tier.value for tier in Tier]), default=Tier.FULL.value, show_default=True)
def manifest(base_url: str, tier: str) -> None:
    """Print the deployment manifest for `gcloud workspace-add-ons deployments create`."""
    from addon.manifest import build_manifest

    click.echo(json.dumps(build_manifest(base_url, Tier(tier)), indent=2))


def main() -> None:
    """Run the command line; a failure we know prints one line and exits with 1."""
    try:
        cli(standalone_mode=True)
    except AddonError as error:
        click.echo(f"acquaint: {error}", err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
