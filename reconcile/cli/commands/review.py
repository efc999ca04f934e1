"""Commands of the review: the queue, decisions, and the way through a spreadsheet."""

from collections.abc import Callable
from pathlib import Path

import click

from reconcile.cli.answering import EXIT_CANNOT, say, say_json, say_table, talk
from reconcile.cli.asking import Place, right_now
from reconcile.cli.commands.coding import agreement, code, sample, samples
from reconcile.cli.identifying import identified, proven
from reconcile.cli.reviewing import (
    HEADINGS,
    SHARES,
    case_as_json,
    case_in_words,
    case_row,
    decision_as_json,
    decision_in_words,
    progress_as_json,
    progress_in_words,
    record_named,
    restricted_as_json,
    restricted_in_words,
    sheet_in_words,
)
from reconcile.domain.cases import Case, CaseAct, CaseReason, CaseStatus
from reconcile.domain.decisions import Act, DecisionKind, Draft, Role, Subject
from reconcile.domain.people import AccessKind

JSON = click.option("--json", "as_json", is_flag=True, help="The answer as JSON.")
DRY_RUN = click.option("--dry-run", is_flag=True, help="Says what would be done and does nothing.")
REASON = click.option("--reason", help="Why, in a sentence; stands in the log and in reports.")
SHOWN = 50


@click.group()
def review() -> None:
    """What people must look at, and what they decide. Whoever decides proves who they are (--as ACCOUNT)."""


@review.command("list")
@click.option("--reason", type=click.Choice([r.value for r in CaseReason]), help="Only cases asked for this reason.")
@click.option("--kind", type=click.Choice([k.value for k in DecisionKind]), help="Only questions of this kind.")
@click.option("--status", type=click.Choice([s.value for s in CaseStatus]), help="Only cases of this status.")
@click.option("--assignee", help="Only cases handed to this account; '' for nobody.")
@click.option("--claim", help="Only cases of this claim.")
@click.option("--all", "with_done", is_flag=True, help="Done ones too.")
@click.option("--limit", type=click.IntRange(0), default=SHOWN, show_default=True, help="How many; 0 for all.")
@JSON
@click.pass_obj
def list_cases(
    place: Place,
    reason: str | None,
    kind: str | None,
    status: str | None,
    assignee: str | None,
    claim: str | None,
    with_done: bool,
    limit: int,
    as_json: bool,
) -> None:
    """Lists the open cases, the most worth deciding first."""
    from reconcile.pipeline.reviewing import load_queue

    queue = load_queue(place.database, place.settings(), right_now())
    tests: list[Callable[[Case], bool]] = [
        lambda case: with_done or not case.done,
        lambda case: reason is None or CaseReason(reason) in case.reasons,
        lambda case: kind is None or case.subject.kind.value == kind,
        lambda case: status is None or case.status.value == status,
        lambda case: assignee is None or (case.assignee or "") == assignee,
        lambda case: claim is None or claim in (case.subject.claim, case.subject.other),
    ]
    found = [case for case in queue.cases if all(test(case) for test in tests)]
    shown = found[: limit or None]
    if as_json:
        say_json([case_as_json(case) for case in shown])
    elif not found:
        say("No case is open.")
    else:
        say_table(HEADINGS, [case_row(case) for case in shown], shares=SHARES)
    if len(shown) < len(found):
        talk(f"{len(found) - len(shown)} more cases; --limit 0 shows all.")


@review.command()
@click.argument("case")
@click.option("--text", "with_text", is_flag=True, help="The full words of the records too; logged.")
@click.option("--with-persons", is_flag=True, help="Names of victims and captives too; logged.")
@JSON
@click.pass_obj
def show(place: Place, case: str, with_text: bool, with_persons: bool, as_json: bool) -> None:
    """Shows one CASE: the question, what the run says, what was decided, and what changed since."""
    from reconcile.pipeline.access import accounts_of, log_access
    from reconcile.pipeline.reviewing import load_queue

    queue = load_queue(place.database, place.settings(), right_now())
    found = queue.case(case)
    accounts = accounts_of(queue.outcome, found.subject) if with_text or with_persons else []
    for account in accounts:
        log_access(place.database, AccessKind.TEXT, record_named(account), right_now(), persons=with_persons)
    if as_json:
        restricted = [restricted_as_json(one, text=with_text, persons=with_persons) for one in accounts]
        say_json(case_as_json(found) | ({"records": restricted} if accounts else {}))
        return
    for line in case_in_words(found):
        say(line)
    for account in accounts:
        for line in restricted_in_words(account, text=with_text, persons=with_persons):
            say(line)


@review.command()
@click.option("--json", "as_json", is_flag=True, help="The figures as JSON.")
@click.pass_obj
def progress(place: Place, as_json: bool) -> None:
    """Says what is done, by whom, what is left, and how many links may be missed."""
    from reconcile.pipeline.reviewing import load_queue

    queue = load_queue(place.database, place.settings(), right_now())
    if as_json:
        say_json(progress_as_json(queue.progress, queue.misses))
        return
    for line in progress_in_words(queue.progress, queue.misses):
        say(line)


@review.command()
@click.argument("verdict")
@click.option("--case", help="Key of the case that is decided.")
@click.option("--kind", type=click.Choice([k.value for k in DecisionKind]), help="Without --case: what is decided on.")
@click.option("--claim", help="Id of the claim.")
@click.option("--statement", help="Id of the statement.")
@click.option("--other", help="Id of the second claim of a family.")
@click.option("--duplicate-of", help="For a duplicate: id of the record that is kept.")
@REASON
@DRY_RUN
@JSON
@identified
@click.pass_obj
def decide(
    place: Place,
    verdict: str,
    case: str | None,
    kind: str | None,
    claim: str | None,
    statement: str | None,
    other: str | None,
    duplicate_of: str | None,
    reason: str | None,
    dry_run: bool,
    as_json: bool,
    account: str | None,
    password_file: Path | None,
) -> None:
    """Decides: VERDICT on a case, or on records named by --kind and their ids; 'open' takes a decision back.

    On a pair or family: same_event, not_same, cannot_tell. On a flag: agreement, partial_match, no_official_comment.
    On a stance: denied, false_claim. On a record: withdrawn, duplicate. On a grade: a key of the table of grades.
    """
    from reconcile.pipeline.reviewing import draft_on, load_queue

    if (case is None) == (kind is None):
        raise click.UsageError("Name either --case, or --kind with the ids of the records.")
    author = proven(place, account, password_file)
    if kind is not None:
        subject = _subject(DecisionKind(kind), claim, statement, other)
    else:
        subject = load_queue(place.database, place.settings(), right_now()).case(str(case)).subject
    draft = draft_on(place.database, subject, verdict, reason=reason, duplicate_of=duplicate_of)
    _enter(place, draft, author, dry_run=dry_run, as_json=as_json)


@review.command()
@click.argument("number", type=int)
@REASON
@DRY_RUN
@JSON
@identified
@click.pass_obj
def confirm(
    place: Place, number: int, reason: str | None, dry_run: bool, as_json: bool, account: str | None,
    password_file: Path | None,
) -> None:  # fmt: skip
    """Puts the proposed decision NUMBER of somebody else in force."""
    _answer(place, Act.CONFIRM, number, reason, dry_run=dry_run, as_json=as_json, who=(account, password_file))


@review.command()
@click.argument("number", type=int)
@REASON
@DRY_RUN
@JSON
@identified
@click.pass_obj
def refuse(
    place: Place, number: int, reason: str | None, dry_run: bool, as_json: bool, account: str | None,
    password_file: Path | None,
) -> None:  # fmt: skip
    """Drops the proposed decision NUMBER, with a reason; what stood before it stands on."""
    _answer(place, Act.REFUSE, number, reason, dry_run=dry_run, as_json=as_json, who=(account, password_file))


@review.command()
@click.option("--record", help="Only entries about the claim or statement of this id.")
@JSON
@click.pass_obj
def history(place: Place, record: str | None, as_json: bool) -> None:
    """Prints the log of decisions, oldest first. It is appended to and never edited."""
    from reconcile.pipeline.reviewing import history_of

    log = history_of(place.database, record)
    if as_json:
        say_json([decision_as_json(entry) for entry in log])
    elif not log:
        say("Nothing was decided yet.")
    else:
        for entry in log:
            say(decision_in_words(entry))


@review.command()
@click.argument("case")
@click.argument("to")
@identified
@click.pass_obj
def assign(place: Place, case: str, to: str, account: str | None, password_file: Path | None) -> None:
    """Hands CASE to the account TO; '-' takes it from whoever has it."""
    _event(place, case, CaseAct.ASSIGN, "" if to == "-" else to, account, password_file)


@review.command()
@click.argument("case")
@click.argument("words")
@identified
@click.pass_obj
def note(place: Place, case: str, words: str, account: str | None, password_file: Path | None) -> None:
    """Notes WORDS on CASE."""
    _event(place, case, CaseAct.NOTE, words, account, password_file)


@review.command()
@click.argument("case")
@click.argument("status", type=click.Choice([status.value for status in CaseStatus]))
@identified
@click.pass_obj
def status(place: Place, case: str, status: str, account: str | None, password_file: Path | None) -> None:
    """Says how far CASE is; 'checked': looked at, what the comparison gives holds."""
    _event(place, case, CaseAct.STATUS, status, account, password_file)


@review.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--all", "with_done", is_flag=True, help="Done cases too.")
@click.option("--limit", type=click.IntRange(0), default=0, help="The first so many cases; default: all.")
@identified
@click.pass_obj
def export(
    place: Place, file: Path, with_done: bool, limit: int, account: str | None, password_file: Path | None
) -> None:
    """Writes the open cases to FILE, an .xlsx to be filled in; with instructions in it. Logged."""
    from reconcile.pipeline.review_sheets import write_cases

    if file.suffix.lower() != ".xlsx":
        raise click.UsageError("The name of the sheet must end in .xlsx.")
    author = None if account is None else proven(place, account, password_file, Role.VIEWER)
    written = write_cases(
        place.database, place.settings(), file, right_now(), account=author, with_done=with_done, limit=limit
    )
    talk(f"{written} cases written.")
    say(str(file))


@review.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@DRY_RUN
@identified
@click.pass_context
def import_sheet(
    context: click.Context, file: Path, dry_run: bool, account: str | None, password_file: Path | None
) -> None:
    """Decides what the filled-in FILE says, as the account --as: all rows, or none and why."""
    from reconcile.pipeline.review_sheets import take_cases

    place: Place = context.obj
    author = proven(place, account, password_file)
    result = take_cases(place.database, place.settings(), file, author, right_now(), dry_run=dry_run)
    for line in sheet_in_words(result):
        say(line)
    if result.faults:
        talk(f"{len(result.faults)} rows are refused, so nothing was taken; mend them, or empty their decision.")
        context.exit(EXIT_CANNOT)
    done = "taken" if result.taken else "would be taken" if result.decisions else "found: no row has a decision"
    talk(f"{len(result.decisions)} decisions {done}.")


for command in (sample, samples, code, agreement):
    review.add_command(command)


def _subject(kind: DecisionKind, claim: str | None, statement: str | None, other: str | None) -> Subject:
    try:
        return Subject(kind=kind, claim=claim, statement=statement, other=other)
    except ValueError as error:
        raise click.UsageError(f"{str(error)[:1].upper()}{str(error)[1:]}.") from error


def _answer(
    place: Place,
    act: Act,
    number: int,
    reason: str | None,
    *,
    dry_run: bool,
    as_json: bool,
    who: tuple[str | None, Path | None],
) -> None:
    from reconcile.pipeline.reviewing import answer_to

    author = proven(place, *who, Role.REVIEWER)
    _enter(place, answer_to(place.database, number, act, reason), author, dry_run=dry_run, as_json=as_json)


def _enter(place: Place, draft: Draft, author: str, *, dry_run: bool, as_json: bool) -> None:
    from reconcile.pipeline.reviewing import decide as entered
    from reconcile.pipeline.reviewing import rehearse

    judge = rehearse if dry_run else entered
    (made,) = judge(place.database, place.settings(), [draft], author, right_now())
    if as_json:
        say_json(decision_as_json(made))
    else:
        say(decision_in_words(made))
    if made.takes_two:
        talk(f"Proposed; another reviewer puts it in force: reconcile review confirm {made.number} --as ACCOUNT.")
    elif not dry_run:
        talk("In force from the next run on.")


def _event(place: Place, case: str, act: CaseAct, value: str, account: str | None, password_file: Path | None) -> None:
    from reconcile.pipeline.reviewing import add_event, load_queue

    author = proven(place, account, password_file)
    found = load_queue(place.database, place.settings(), right_now()).case(case)
    event = add_event(place.database, found.subject, act, value, author, right_now())
    say(f"Case {found.key}: {act.value} {event.value or 'nobody'}")
