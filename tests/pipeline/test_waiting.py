"""How many cases wait: one number for the summary of a run, the metrics and the queue."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from reconcile.domain.cases import CaseAct, CaseReason, CaseStatus
from reconcile.domain.decisions import Act, DecisionKind, Draft, Role, Subject
from reconcile.domain.records import RecordKind
from reconcile.locations import fixtures
from reconcile.pipeline.collecting import ingest_coverage, ingest_file
from reconcile.pipeline.operating import watched_run
from reconcile.pipeline.results import RunResult
from reconcile.pipeline.reviewing import Queue, add_event, answer_to, decide, load_queue
from reconcile.settings import ReviewSettings, Settings
from reconcile.store import open_database
from tests.cli.test_operating import figures

AS_OF = datetime(2020, 5, 20, tzinfo=UTC)
LATER = datetime(2020, 5, 21, tzinfo=UTC)
SETTINGS = Settings(review=ReviewSettings(high_toll=10, sample_size=3))
NAMES = ("ada", "ben")


@pytest.fixture
def url(stocked_url: str, tmp_path: Path) -> str:
    """With the cases of the demo and two reviewers."""
    for case in sorted(path for path in fixtures().iterdir() if path.is_dir()):
        for kind in RecordKind:
            for number, path in enumerate(sorted(case.glob(f"{kind.plural}.*"))):
                ingest_file(stocked_url, kind, path, AS_OF, rejects=tmp_path / f"{case.name}-{kind}-{number}")
        if (case / "coverage.csv").exists():
            ingest_coverage(stocked_url, case / "coverage.csv", SETTINGS)
    with open_database(stocked_url) as database:
        for name in NAMES:
            database.add_account(name, Role.REVIEWER, "no hash", AS_OF)
    return stocked_url


def run(url: str, folder: Path, now: datetime, as_of: datetime | None = None, *, dry_run: bool = False) -> RunResult:
    return watched_run(
        url, SETTINGS, as_of or now, now, dry_run=dry_run, metrics=folder / "figures.prom", warn=pytest.fail
    )


def keys(queue: Queue) -> tuple[str, ...]:
    return tuple(sorted(case.key for case in queue.cases if case.waits))


def agreed(url: str, folder: Path, result: RunResult, now: datetime) -> Queue:
    queue = load_queue(url, SETTINGS, now)
    assert result.needing_decision == keys(queue)
    assert queue.progress.waiting == len(keys(queue))
    assert figures(folder / "figures.prom")["reconcile_review_backlog",] == len(keys(queue))
    return queue


def test_summary_metrics_and_queue_tell_the_same_cases(url: str, tmp_path: Path) -> None:
    rehearsed = run(url, tmp_path, AS_OF, dry_run=True)
    first = run(url, tmp_path, AS_OF)
    assert rehearsed.needing_decision == first.needing_decision
    queue = agreed(url, tmp_path, first, AS_OF)
    reasons = {reason for case in queue.cases if case.waits for reason in case.reasons}
    assert {CaseReason.DENIAL, CaseReason.OFFICIALS_DISAGREE, CaseReason.HIGH_TOLL} <= reasons
    sampled = [case for case in queue.cases if case.reasons == (CaseReason.SAMPLE,)]
    assert sampled, "drawn at random alone"
    assert not any(case.waits for case in sampled)

    pair = next(case for case in queue.cases if case.waits and case.subject.kind is DecisionKind.PAIR)
    flag = next(case for case in queue.cases if case.waits and case.subject.kind is DecisionKind.FLAG)
    draft = Draft(act=Act.DECIDE, subject=pair.subject, verdict="same_event", seen=None, digests=pair.digests)
    decide(url, SETTINGS, [draft], "ada", AS_OF)
    add_event(url, flag.subject, CaseAct.STATUS, CaseStatus.CHECKED.value, "ada", AS_OF)
    unlinked = sampled[0].subject.claim
    proposal = Subject(kind=DecisionKind.FLAG, claim=unlinked)
    (made,) = decide(
        url,
        SETTINGS,
        [Draft(act=Act.DECIDE, subject=proposal, verdict="no_official_comment", reason="Looked for.", seen=None)],
        "ada",
        AS_OF,
    )
    rehearsed, second = run(url, tmp_path, LATER, dry_run=True), run(url, tmp_path, LATER)
    assert rehearsed.needing_decision == second.needing_decision
    later = agreed(url, tmp_path, second, LATER)
    gone, come = set(keys(queue)) - set(keys(later)), set(keys(later)) - set(keys(queue))
    assert gone == {pair.key, flag.key}
    assert come == {sampled[0].key}, "what waits for a second person waits, drawn at random or not"

    decide(url, SETTINGS, [answer_to(url, made.number, Act.CONFIRM, None)], "ben", LATER)
    assert sampled[0].key not in keys(load_queue(url, SETTINGS, LATER))


def test_also_for_a_replay_and_after_a_failure(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(url, tmp_path, LATER)
    then = datetime(2017, 4, 20, tzinfo=UTC)
    replay = run(url, tmp_path, LATER, then)
    assert replay.run.replay
    agreed(url, tmp_path, replay, LATER)
    broken = Settings(reference_folder=None, review=SETTINGS.review)

    def fail(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr("reconcile.pipeline.finding.look", fail)
    with pytest.raises(MemoryError):
        watched_run(url, broken, LATER, LATER, metrics=tmp_path / "figures.prom", warn=pytest.fail)
    backlog = figures(tmp_path / "figures.prom")["reconcile_review_backlog",]
    assert backlog == len(keys(load_queue(url, SETTINGS, LATER)))
