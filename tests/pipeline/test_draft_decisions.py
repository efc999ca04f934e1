"""Several people decide on one draft at the same moment: one does, the others are told, nothing is left between."""

import subprocess
import sys
from pathlib import Path

import pytest

from reconcile.domain.drafts import DraftState, StoredDraft
from reconcile.domain.records import RecordKind
from reconcile.errors import InputError, RefusedError
from reconcile.pipeline.draft_decisions import accept_drafts, correct_draft, reject_drafts
from reconcile.pipeline.texts import collect_file, draft_collected
from reconcile.settings import Settings
from reconcile.store import Database
from tests.store.making import LATER, NOW

PLACES = ("Tessalit", "Aguelhok", "Kidal", "Gao", "Menaka", "Ansongo", "Ber", "Goundam")
DECIDE = """
import sys
from reconcile.errors import RefusedError
from reconcile.pipeline.draft_decisions import correct_draft, reject_drafts
from tests.store.making import LATER
url, who, *numbers = sys.argv[1:]
print("ready", flush=True)
sys.stdin.readline()
for number in numbers:
    try:
        if who == "refuser":
            reject_drafts(url, [int(number)], who, LATER, "Told before.")
        else:
            correct_draft(url, int(number), {"summary": f"As {who} reads it."}, who, LATER)
        print(number, "done", flush=True)
    except RefusedError as error:
        print(number, error, flush=True)
"""


@pytest.fixture
def waiting(database: Database, database_url: str, tmp_path: Path) -> list[StoredDraft]:
    """A claim for each place."""
    path = tmp_path / "article.txt"
    path.write_text(
        "\n\n".join(
            f"JNIM claimed that its fighters attacked a base of the Malian army at {place} on {day} April 2017."
            for day, place in enumerate(PLACES, start=10)
        ),
        encoding="utf-8",
    )
    collect_file(database_url, path, NOW, told={"published": "2017-04-20", "language": "en"})
    draft_collected(database_url, Settings(), NOW)
    drafts = database.list_drafts((DraftState.WAITING,))
    assert len(drafts) == len(PLACES)
    return drafts


def deciding(url: str, who: str, numbers: list[str]) -> "subprocess.Popen[str]":
    process = subprocess.Popen(
        [sys.executable, "-c", DECIDE, url, who, *numbers], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def test_of_three_at_once_one_decides(database: Database, database_url: str, waiting: list[StoredDraft]) -> None:
    numbers = [str(one.row) for one in waiting]
    people = ("ann", "bob", "refuser")
    processes = [deciding(database_url, who, numbers) for who in people]
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    told = [process.communicate()[0].splitlines() for process in processes]
    done = {
        line.split()[0]: who for who, lines in zip(people, told, strict=True) for line in lines if line.endswith("done")
    }
    assert sum(line.endswith("done") for lines in told for line in lines) == len(numbers)
    assert sum(" already, by " in line for lines in told for line in lines) == 2 * len(numbers)
    found = {str(one.row): one for one in (database.find_draft(int(number)) for number in numbers)}
    assert {number: one.decided_by for number, one in found.items()} == done
    versions = {one.record_id: one for one in database.known_versions(RecordKind.CLAIM, LATER)}
    kept = {one.record_id for one in found.values() if one.state is DraftState.CORRECTED}
    assert set(versions) == kept, "no record of a draft that somebody rejected"
    assert {one.version for one in versions.values()} <= {1}, "and none that two people made"


def test_what_was_decided_stays_decided(database: Database, database_url: str, waiting: list[StoredDraft]) -> None:
    first, second, third = (one.row for one in waiting[:3])
    accept_drafts(database_url, [first], "ann", NOW)
    with pytest.raises(RefusedError, match=f"Draft {first} is accepted already, by ann"):
        correct_draft(database_url, first, {"place": "Gao"}, "bob", LATER)
    with pytest.raises(RefusedError, match=f"Draft {first} is accepted already"):
        reject_drafts(database_url, [second, first], "bob", LATER, "No.")
    assert database.find_draft(second).state is DraftState.WAITING, "all or none"
    with pytest.raises(RefusedError, match=f"Draft {third} is decided on twice"):
        reject_drafts(database_url, [third, third], "bob", LATER, "No.")


def test_what_ingest_rejects_leaves_nothing(database: Database, database_url: str, waiting: list[StoredDraft]) -> None:
    with pytest.raises(InputError, match="cannot become a claim"):
        correct_draft(database_url, waiting[0].row, {"lat": "north"}, "ann", NOW)
    assert database.find_draft(waiting[0].row).state is DraftState.WAITING
    assert database.batches() == ()
