"""What the service answers to, as an OpenAPI document: for those who test it, and for a proxy before it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from reconcile import __version__
from reconcile.domain.cases import CaseAct, CaseStatus
from reconcile.domain.decisions import Act, DecisionKind, Role
from reconcile.domain.drafts import DraftState
from reconcile.serve.visits import LONGEST_VALUE

Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One field of a form or an address."""

    name: str
    required: bool = False
    values: tuple[str, ...] = ()
    """What it may be; empty: any text."""

    @property
    def schema(self) -> Json:
        told: Json = {"type": "string", "maxLength": LONGEST_VALUE}
        return told | ({"enum": list(self.values)} if self.values else {})


_SUBJECT = (
    Told(name="kind", required=True, values=tuple(DecisionKind)),
    Told(name="claim"),
    Told(name="statement"),
    Told(name="other"),
)
_BACK = Told(name="back")
_REASON = Told(name="reason")
FORMS: Mapping[str, tuple[Told, ...]] = {
    "/login": (Told(name="name", required=True), Told(name="password", required=True), Told(name="next")),
    "/logout": (),
    "/cases": (
        *_SUBJECT,
        Told(name="act", required=True, values=tuple(CaseAct)),
        Told(name="value", required=True),
        _BACK,
    ),
    "/decisions": (
        *_SUBJECT,
        Told(name="act", required=True, values=tuple(Act)),
        Told(name="verdict"),
        _REASON,
        Told(name="duplicate_of"),
        Told(name="seen"),
        Told(name="claim_digest"),
        Told(name="statement_digest"),
        Told(name="other_digest"),
        _BACK,
    ),
    "/coding": (Told(name="size", required=True), Told(name="seed", required=True)),
    "/codings": (
        Told(name="sample", required=True),
        Told(name="place", required=True),
        Told(name="answer", required=True),
        Told(name="remark"),
    ),
    "/drafts": (
        Told(name="number", required=True),
        Told(name="act", required=True, values=("accept", "correct", "reject")),
        _REASON,
        Told(name="added"),
        Told(name="added_value"),
    ),
}
"""Fields of the form that each address takes, beside its token."""
QUERIES: Mapping[str, tuple[Told, ...]] = {
    "/login": (Told(name="next"),),
    "/queue": (
        Told(name="reason"),
        Told(name="kind", values=tuple(DecisionKind)),
        Told(name="status", values=tuple(CaseStatus)),
        Told(name="state", values=("open", "done")),
        Told(name="whose"),
        Told(name="part"),
    ),
    "/claims": (Told(name="q"), Told(name="part")),
    "/claims/{name}.html": (Told(name="entered"), Told(name="beside")),
    "/claims/{name}.html/texts": (Told(name="persons", values=("shown",)),),
    "/coding/{sample}/{place}": (Told(name="texts", values=("shown",)),),
    "/drafts": (Told(name="state", values=tuple(DraftState)), Told(name="part"), Told(name="done")),
    "/access": (Told(name="part"),),
    "/decisions": (Told(name="part"),),
}
JSON_PAGES = frozenset({"/claims/{name}.html/state", "/openapi.json"})
_SAID = {
    "303": "Led on: after a form, or to the page for logging in.",
    "400": "Not what our pages send.",
    "401": "Name and password do not fit.",
    "403": "Not for this role, or a form without its token.",
    "404": "Nothing here.",
    "409": "Not done, and why.",
    "413": "Too much was sent.",
    "429": "Too many tries to log in.",
    "503": "The database cannot answer now.",
}


def describe(addresses: Iterable[tuple[str, str, Role | None]]) -> Json:
    """The document for these addresses: method, path and the least role that is let in."""
    paths: dict[str, Json] = {}
    for method, path, role in addresses:
        paths.setdefault(path, {})[method.lower()] = _operation(method, path, role)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "reconcile serve",
            "version": __version__,
            "description": "Pages and forms for people with an account. Sessions are cookies; forms carry a token.",
        },
        "paths": paths,
    }


def _operation(method: str, path: str, role: Role | None) -> Json:
    said: Json = {
        "summary": "Anybody" if role is None else f"From {role.value} on",
        "parameters": [
            *(_parameter(name, "path") for name in _places(path)),
            *(_parameter(one.name, "query", one) for one in (QUERIES.get(path, ()) if method == "GET" else ())),
        ],
        "responses": _responses(path),
    }
    if method == "POST":
        fields = (Told(name="token", required=True), *FORMS[path])
        schema = {
            "type": "object",
            "properties": {one.name: one.schema for one in fields},
            "required": [one.name for one in fields if one.required],
        }
        said["requestBody"] = {
            "required": True,
            "content": {"application/x-www-form-urlencoded": {"schema": schema}},
        }
    return said


def _places(path: str) -> list[str]:
    return [part.split("}", 1)[0] for part in path.split("{")[1:]]


def _parameter(name: str, place: str, told: Told | None = None) -> Json:
    schema = (told or Told(name=name)).schema
    return {"name": name, "in": place, "required": place == "path", "schema": schema}


def _responses(path: str) -> Json:
    kind = "application/json" if path in JSON_PAGES else "text/html"
    found: Json = {"200": {"description": "The page.", "content": {kind: {}}}}
    for code, words in _SAID.items():
        found[code] = {"description": words} | ({} if code == "303" else {"content": {"text/html": {}}})
    return found
