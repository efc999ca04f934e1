"""The desk books: targets, attacks, lexicon, actors, sources, gazetteer, outlines, as tables an analyst can edit."""

from reconcile.reference.actor_table import ActorTable
from reconcile.reference.actors import Actor, ActorKind
from reconcile.reference.lexicon import Lexicon, Term, TermKind
from reconcile.reference.loading import Reference, check_reference, export_reference, load_reference
from reconcile.reference.source_table import SourceTable
from reconcile.reference.taxonomy import Taxonomy, TaxonomyEntry

__all__ = [
    "Actor",
    "ActorKind",
    "ActorTable",
    "Lexicon",
    "Reference",
    "SourceTable",
    "Taxonomy",
    "TaxonomyEntry",
    "Term",
    "TermKind",
    "check_reference",
    "export_reference",
    "load_reference",
]
