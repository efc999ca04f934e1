"""Accounts and drafts for tests of decisions."""

from typing import Any

from reconcile.domain.admitting import ReviewRules
from reconcile.domain.decisions import Account, Act, DecisionKind, Draft, Role, Subject
from reconcile.store import Database
from tests.store.making import NOW

RULES = ReviewRules(two_person=frozenset({"flag", "denied", "false_claim"}), grades=("confirmed", "weak"))
PAIR = Subject(kind=DecisionKind.PAIR, claim="c1", statement="s1")
FLAG = Subject(kind=DecisionKind.FLAG, claim="c1")


def person(database: Database, name: str, role: Role = Role.REVIEWER) -> Account:
    """An account that nobody can log in to: its hash is none."""
    return database.add_account(name, role, "no hash", NOW)


def draft(verdict: str, subject: Subject = PAIR, act: Act = Act.DECIDE, **fields: Any) -> Draft:
    return Draft(act=act, subject=subject, verdict=verdict, **fields)
