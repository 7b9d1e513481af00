"""`./build.sh watch`: follow folders for good."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from cli.client import label_options
from cli.client.address import Address
from cli.client.gateway_client import in_one_sentence
from cli.terminal.json_output import json_lines_option
from cli.watch.follower import Follower, Options
from cli.watch.foreseeing import foreseen
from cli.watch.opening import Opened, consent, opened
from cli.watch.remote_address import is_remote, remote_address
from cli.watch.running import follow, follow_once
from cli.watch.source import SourceAway
from cli.watch.state import InUse
from cli.watch.telling import Teller
from cli.watch.unit import given_options, unit

PASSWORD_FILE = click.Path(exists=True, dir_okay=False, resolve_path=True, path_type=Path)


@click.command()
@click.argument("folders", nargs=-1, required=True, metavar="FOLDER|ADDRESS...")
@click.option("--once", is_flag=True, help="Bring what differs now, wait until it is searchable, and end: for cron.")
@click.option("--dry-run", is_flag=True, help="List what would happen, and end.")
@click.option("--password-file", type=PASSWORD_FILE, help="What has the password of an address, or those by host.")
@click.option("--ignore", "ignored", metavar="PATTERN", multiple=True, help="Leave these out, as .gitignore has them.")
@click.option("--every", default=60.0, type=click.FloatRange(1), help="Seconds between two looks, where polled.")
@click.option("--rest", default=2.0, type=click.FloatRange(0), help="Seconds that a file must not have changed for.")
@click.option("--poll", is_flag=True, help="Do not wait for the system to tell of changes.")
@click.option("--delete-all", is_flag=True, help="Delete also when more than half of all files are gone at once.")
@click.option("--unit", "as_unit", is_flag=True, help="Print a service of systemd that does the same, and end.")
@click.option("--metadata", default="", help="A JSON object of texts, kept with each document.")
@label_options.collection
@label_options.tags
@label_options.pairs
@json_lines_option
def watch(folders: tuple[str, ...], ignored: tuple[str, ...], **given: Any) -> None:  # noqa: ANN401 - as click names them
    """Follow folders for good: what is new, changed, renamed or deleted there is so in MiniRAG.

    A document's name is its path from the folder's name down, as for ./build.sh upload. Hidden files are left out, and
    what the patterns in the folder's own .miniragignore name. A file is sent once it has rested. What was brought is
    kept under $MINIRAG_HOME/watch: after an end of any kind, only what changed meanwhile is sent.

    An address is of mail (imaps://USER@HOST/FOLDER, each mail a document) or of a WebDAV folder, as of Nextcloud
    (davs://USER@HOST/PATH). Its password is in MINIRAG_WATCH_PASSWORD, in --password-file, or asked for.

    When more than half of the files are gone at once, as from a mount that is away, nothing is deleted unless
    --delete-all says so, also beside the command that follows the folder. Ctrl-C and SIGTERM end it.
    """
    if given["as_unit"]:
        for one in filter(is_remote, folders):
            remote_address(one)  # which refuses a password in it
        click.echo(unit(folders, given_options(click.get_current_context())), nl=False)
        return
    labels = label_options.metadata_of(*(given[name] for name in ("metadata", "collection", "tags", "pairs")))
    options = Options(
        rest=given["rest"], every=given["every"], labels=labels, delete_all=given["delete_all"], once=given["once"]
    )
    noticing = not (given["once"] or given["dry_run"])
    sources = opened(folders, ignored, given["password_file"], noticing=noticing, polling=given["poll"])
    if given["dry_run"]:
        _foresee(sources, options, as_json=given["as_json"])
    else:
        _follow(sources, options, as_json=given["as_json"])


def _foresee(sources: Sequence[Opened], options: Options, *, as_json: bool) -> None:
    for one in sources:
        teller = Teller(one.source.label, as_json=as_json)
        try:
            for what, name, detail in foreseen(one.source, one.state.rows, delete_all=options.delete_all):
                teller.change(what, name, detail)
        except SourceAway as error:
            raise click.ClickException(str(error)) from error
        finally:
            one.state.close()


def _follow(sources: Sequence[Opened], options: Options, *, as_json: bool) -> None:
    followers, tellers = [], []
    for one in sources:
        try:
            one.state.take(options.labels)
        except InUse as error:
            if options.delete_all and consent(one):
                click.echo(f"{one.source.label}: the command that follows it deletes what is gone")
                continue
            raise click.ClickException(f"{one.source.label} is followed by another command already") from error
        teller = Teller(one.source.label, as_json=as_json)
        followers.append(Follower(one.source, one.state, teller, options))
        tellers.append(teller)
    if not followers:
        return
    try:
        with in_one_sentence(Address(os.environ.get("MINIRAG_URL", ""))):
            (follow_once if options.once else follow)(followers)
    except SourceAway as error:
        raise click.ClickException(str(error)) from error
    if options.once and any(teller.troubles for teller in tellers):
        raise SystemExit(1)
