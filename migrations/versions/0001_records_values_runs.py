"""Records, values, reference data, runs, decisions.

Revision ID: 0001
Revises: nothing
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "batches",
        sa.Column("id", WHOLE, autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("file_digest", sa.String(length=64), nullable=False),
        sa.Column("ingested_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("read", WHOLE, nullable=False),
        sa.Column("new", WHOLE, nullable=False),
        sa.Column("new_versions", WHOLE, nullable=False),
        sa.Column("unchanged", WHOLE, nullable=False),
        sa.Column("rejected", WHOLE, nullable=False),
        sa.CheckConstraint("kind IN ('claim', 'statement')", name=op.f("ck_batches_kind_code")),
        sa.CheckConstraint("new >= 0", name=op.f("ck_batches_new_floor")),
        sa.CheckConstraint("new_versions >= 0", name=op.f("ck_batches_new_versions_floor")),
        sa.CheckConstraint("read >= 0", name=op.f("ck_batches_read_floor")),
        sa.CheckConstraint("rejected >= 0", name=op.f("ck_batches_rejected_floor")),
        sa.CheckConstraint("unchanged >= 0", name=op.f("ck_batches_unchanged_floor")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batches")),
    )
    op.create_table(
        "decisions",
        sa.Column("id", WHOLE, autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("claim", sa.Text(), nullable=True),
        sa.Column("statement", sa.Text(), nullable=True),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("claim_digest", sa.String(length=64), nullable=True),
        sa.Column("statement_digest", sa.String(length=64), nullable=True),
        sa.Column("supersedes", WHOLE, nullable=True),
        sa.CheckConstraint(
            "kind <> 'pair' OR (claim IS NOT NULL AND statement IS NOT NULL)", name=op.f("ck_decisions_pair_of_both")
        ),
        sa.CheckConstraint("kind IN ('pair', 'flag', 'family', 'record')", name=op.f("ck_decisions_kind_code")),
        sa.CheckConstraint("(claim IS NULL) = (claim_digest IS NULL)", name=op.f("ck_decisions_claim_with_digest")),
        sa.CheckConstraint(
            "(statement IS NULL) = (statement_digest IS NULL)", name=op.f("ck_decisions_statement_with_digest")
        ),
        sa.CheckConstraint("claim IS NOT NULL OR statement IS NOT NULL", name=op.f("ck_decisions_about_something")),
        sa.ForeignKeyConstraint(["supersedes"], ["decisions.id"], name=op.f("fk_decisions_supersedes")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
        sa.UniqueConstraint("supersedes", name=op.f("uq_decisions_supersedes")),
    )
    op.create_table(
        "gazetteers",
        sa.Column("id", WHOLE, autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("licence", sa.Text(), nullable=False),
        sa.Column("file_digest", sa.String(length=64), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("places", WHOLE, nullable=False),
        sa.CheckConstraint("places >= 0", name=op.f("ck_gazetteers_places_floor")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gazetteers")),
        sa.UniqueConstraint("name", name=op.f("uq_gazetteers_name")),
    )
    op.create_table(
        "reference_states",
        sa.Column("id", WHOLE, autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.CheckConstraint("kind IN ('values', 'sources', 'actors')", name=op.f("ck_reference_states_kind_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reference_states")),
        sa.UniqueConstraint("kind", "digest", name=op.f("uq_reference_states_kind_digest")),
    )
    op.create_table(
        "texts",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("erased_why", sa.Text(), nullable=True),
        sa.CheckConstraint("(content IS NULL) = (erased_at IS NOT NULL)", name=op.f("ck_texts_erased_or_held")),
        sa.CheckConstraint("(erased_at IS NULL) = (erased_why IS NULL)", name=op.f("ck_texts_erased_with_reason")),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_texts")),
    )
    op.create_table(
        "actors",
        sa.Column("state", WHOLE, nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["state"], ["reference_states.id"], name=op.f("fk_actors_state")),
        sa.PrimaryKeyConstraint("state", "code", name=op.f("pk_actors")),
    )
    op.create_table(
        "coverage",
        sa.Column("id", WHOLE, autoincrement=False, nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("basis", sa.String(length=32), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("batch", WHOLE, nullable=True),
        sa.CheckConstraint("basis IN ('declared', 'inferred')", name=op.f("ck_coverage_basis_code")),
        sa.CheckConstraint("first_day <= last_day", name=op.f("ck_coverage_first_day_order")),
        sa.ForeignKeyConstraint(["batch"], ["batches.id"], name=op.f("fk_coverage_batch")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coverage")),
        sa.UniqueConstraint(
            "source", "first_day", "last_day", "basis", name=op.f("uq_coverage_source_first_day_last_day_basis")
        ),
    )
    op.create_table(
        "data_issues",
        sa.Column("id", WHOLE, autoincrement=False, nullable=False),
        sa.Column("batch", WHOLE, nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("severity", sa.String(length=32), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("file", sa.Text(), nullable=True),
        sa.Column("line", WHOLE, nullable=True),
        sa.Column("field", sa.Text(), nullable=True),
        sa.Column("found", sa.Text(), nullable=True),
        sa.Column("record_id", sa.Text(), nullable=True),
        sa.CheckConstraint("severity IN ('error', 'warning', 'note')", name=op.f("ck_data_issues_severity_code")),
        sa.ForeignKeyConstraint(["batch"], ["batches.id"], name=op.f("fk_data_issues_batch")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_data_issues")),
    )
    op.create_index(op.f("ix_data_issues_batch"), "data_issues", ["batch"], unique=False)
    op.create_table(
        "documents",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("archive_url", sa.Text(), nullable=True),
        sa.Column("publisher", sa.Text(), nullable=True),
        sa.Column("published", sa.Text(), nullable=True),
        sa.Column("retrieved", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("batch", WHOLE, nullable=False),
        sa.ForeignKeyConstraint(["batch"], ["batches.id"], name=op.f("fk_documents_batch")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_documents")),
    )
    op.create_table(
        "places",
        sa.Column("id", WHOLE, autoincrement=False, nullable=False),
        sa.Column("gazetteer", WHOLE, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("place_class", sa.String(length=32), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("admin1", sa.Text(), nullable=True),
        sa.Column("admin2", sa.Text(), nullable=True),
        sa.Column("lat", sa.Double(), nullable=True),
        sa.Column("lon", sa.Double(), nullable=True),
        sa.Column("radius_km", sa.Double(), nullable=False),
        sa.Column("population", WHOLE, nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "place_class IN ('local', 'district', 'region', 'wider')", name=op.f("ck_places_place_class_code")
        ),
        sa.CheckConstraint("(lat IS NULL) = (lon IS NULL)", name=op.f("ck_places_both_coordinates")),
        sa.CheckConstraint("lat BETWEEN -90 AND 90", name=op.f("ck_places_lat_range")),
        sa.CheckConstraint("lon BETWEEN -180 AND 180", name=op.f("ck_places_lon_range")),
        sa.CheckConstraint("population >= 0", name=op.f("ck_places_population_floor")),
        sa.CheckConstraint("radius_km >= 0", name=op.f("ck_places_radius_km_floor")),
        sa.ForeignKeyConstraint(["gazetteer"], ["gazetteers.id"], name=op.f("fk_places_gazetteer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_places")),
        sa.UniqueConstraint("gazetteer", "key", name=op.f("uq_places_gazetteer_key")),
    )
    op.create_index(op.f("ix_places_place_class"), "places", ["place_class"], unique=False)
    op.create_table(
        "runs",
        sa.Column("number", WHOLE, autoincrement=False, nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("as_of", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended", sa.DateTime(timezone=True), nullable=True),
        sa.Column("program", sa.Text(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("digests", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("counts", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("last_claim", WHOLE, nullable=False),
        sa.Column("last_statement", WHOLE, nullable=False),
        sa.Column("last_coverage", WHOLE, nullable=False),
        sa.Column("reference", WHOLE, nullable=False),
        sa.Column("sources", WHOLE, nullable=False),
        sa.CheckConstraint("(state = 'failed') = (error IS NOT NULL)", name=op.f("ck_runs_failed_with_error")),
        sa.CheckConstraint("(state = 'running') = (ended IS NULL)", name=op.f("ck_runs_ended_unless_running")),
        sa.CheckConstraint("state IN ('running', 'done', 'failed')", name=op.f("ck_runs_state_code")),
        sa.CheckConstraint("number >= 1", name=op.f("ck_runs_number_floor")),
        sa.ForeignKeyConstraint(["reference"], ["reference_states.id"], name=op.f("fk_runs_reference")),
        sa.ForeignKeyConstraint(["sources"], ["reference_states.id"], name=op.f("fk_runs_sources")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_runs")),
    )
    op.create_table(
        "sources",
        sa.Column("state", WHOLE, nullable=False),
        sa.Column("ordinal", WHOLE, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.Column("window_days", WHOLE, nullable=True),
        sa.Column("never_comments_on", sa.Text(), nullable=False),
        sa.CheckConstraint("kind IN ('issuer', 'outlet')", name=op.f("ck_sources_kind_code")),
        sa.CheckConstraint("role IN ('responsible', 'third_party')", name=op.f("ck_sources_role_code")),
        sa.CheckConstraint("window_days >= 0", name=op.f("ck_sources_window_days_floor")),
        sa.ForeignKeyConstraint(["state"], ["reference_states.id"], name=op.f("fk_sources_state")),
        sa.PrimaryKeyConstraint("state", "ordinal", name=op.f("pk_sources")),
        sa.UniqueConstraint("state", "key", name=op.f("uq_sources_state_key")),
    )
    op.create_table(
        "actor_names",
        sa.Column("state", WHOLE, nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("ordinal", WHOLE, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["state", "actor"], ["actors.state", "actors.code"], name=op.f("fk_actor_names_state_actor")
        ),
        sa.PrimaryKeyConstraint("state", "actor", "ordinal", name=op.f("pk_actor_names")),
    )
    op.create_table(
        "actor_umbrellas",
        sa.Column("state", WHOLE, nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("ordinal", WHOLE, nullable=False),
        sa.Column("umbrella", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.CheckConstraint("valid_from <= valid_to", name=op.f("ck_actor_umbrellas_valid_from_order")),
        sa.ForeignKeyConstraint(
            ["state", "actor"], ["actors.state", "actors.code"], name=op.f("fk_actor_umbrellas_state_actor")
        ),
        sa.ForeignKeyConstraint(
            ["state", "umbrella"], ["actors.state", "actors.code"], name=op.f("fk_actor_umbrellas_state_umbrella")
        ),
        sa.PrimaryKeyConstraint("state", "actor", "ordinal", name=op.f("pk_actor_umbrellas")),
    )
    op.create_table(
        "claims",
        sa.Column("id", WHOLE, autoincrement=False, nullable=False),
        sa.Column("version", WHOLE, nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("known_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("batch", WHOLE, nullable=False),
        sa.Column("line", WHOLE, nullable=False),
        sa.Column("record_id", sa.Text(), nullable=False),
        sa.Column("extra", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("claimant", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=True),
        sa.Column("published", sa.Text(), nullable=True),
        sa.Column("reported", sa.Text(), nullable=True),
        sa.Column("event_date", sa.Text(), nullable=True),
        sa.Column("event_date_start", sa.Date(), nullable=True),
        sa.Column("event_date_end", sa.Date(), nullable=True),
        sa.Column("date_precision", sa.String(length=32), nullable=True),
        sa.Column("date_text", sa.Text(), nullable=True),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("admin1", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("lat", sa.Double(), nullable=True),
        sa.Column("lon", sa.Double(), nullable=True),
        sa.Column("attack_type", sa.Text(), nullable=True),
        sa.Column("target_type", sa.Text(), nullable=True),
        sa.Column("target_actor", sa.Text(), nullable=True),
        sa.Column("events", WHOLE, nullable=True),
        sa.Column("toll_scope", sa.String(length=32), nullable=True),
        sa.Column("summary", sa.Text(), nullable=True),
        sa.Column("text_digest", sa.String(length=64), nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("translation_digest", sa.String(length=64), nullable=True),
        sa.Column("persons", sa.Text(), nullable=True),
        sa.Column("sensitivity", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("archive_url", sa.Text(), nullable=True),
        sa.Column("publisher", sa.Text(), nullable=True),
        sa.Column("retrieved", sa.Text(), nullable=True),
        sa.Column("supersedes", sa.Text(), nullable=True),
        sa.Column("refers_to", sa.Text(), nullable=True),
        sa.Column("relation", sa.String(length=32), nullable=True),
        sa.Column("withdrawn", sa.Boolean(), nullable=True),
        sa.Column("source_grade", sa.Text(), nullable=True),
        sa.Column("item_grade", sa.Text(), nullable=True),
        sa.Column("outlet", sa.Text(), nullable=True),
        sa.Column("channel", sa.String(length=32), nullable=True),
        sa.Column("claim_kind", sa.String(length=32), nullable=True),
        sa.Column("killed_min", WHOLE, nullable=True),
        sa.Column("killed_max", WHOLE, nullable=True),
        sa.Column("wounded_min", WHOLE, nullable=True),
        sa.Column("wounded_max", WHOLE, nullable=True),
        sa.Column("own_killed_min", WHOLE, nullable=True),
        sa.Column("own_killed_max", WHOLE, nullable=True),
        sa.Column("captured", sa.Text(), nullable=True),
        sa.CheckConstraint("channel IN ('official', 'unofficial', 'media')", name=op.f("ck_claims_channel_code")),
        sa.CheckConstraint("claim_kind IN ('claim', 'denial', 'allegation')", name=op.f("ck_claims_claim_kind_code")),
        sa.CheckConstraint(
            "date_precision IN ('day', 'range', 'week', 'month', 'year', 'ambiguous', 'unknown')",
            name=op.f("ck_claims_date_precision_code"),
        ),
        sa.CheckConstraint(
            "relation IN ('retracts', 'corrects', 'quotes', 'repeats', 'denies')", name=op.f("ck_claims_relation_code")
        ),
        sa.CheckConstraint(
            "toll_scope IN ('event', 'several', 'running_total')", name=op.f("ck_claims_toll_scope_code")
        ),
        sa.CheckConstraint("event_date_start <= event_date_end", name=op.f("ck_claims_event_date_start_order")),
        sa.CheckConstraint("events >= 0", name=op.f("ck_claims_events_floor")),
        sa.CheckConstraint("killed_max >= 0", name=op.f("ck_claims_killed_max_floor")),
        sa.CheckConstraint("killed_min <= killed_max", name=op.f("ck_claims_killed_min_order")),
        sa.CheckConstraint("killed_min >= 0", name=op.f("ck_claims_killed_min_floor")),
        sa.CheckConstraint("lat BETWEEN -90 AND 90", name=op.f("ck_claims_lat_range")),
        sa.CheckConstraint("line >= 0", name=op.f("ck_claims_line_floor")),
        sa.CheckConstraint("lon BETWEEN -180 AND 180", name=op.f("ck_claims_lon_range")),
        sa.CheckConstraint("own_killed_max >= 0", name=op.f("ck_claims_own_killed_max_floor")),
        sa.CheckConstraint("own_killed_min <= own_killed_max", name=op.f("ck_claims_own_killed_min_order")),
        sa.CheckConstraint("own_killed_min >= 0", name=op.f("ck_claims_own_killed_min_floor")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_claims_version_floor")),
        sa.CheckConstraint("wounded_max >= 0", name=op.f("ck_claims_wounded_max_floor")),
        sa.CheckConstraint("wounded_min <= wounded_max", name=op.f("ck_claims_wounded_min_order")),
        sa.CheckConstraint("wounded_min >= 0", name=op.f("ck_claims_wounded_min_floor")),
        sa.ForeignKeyConstraint(["batch"], ["batches.id"], name=op.f("fk_claims_batch")),
        sa.ForeignKeyConstraint(["document"], ["documents.key"], name=op.f("fk_claims_document")),
        sa.ForeignKeyConstraint(["text_digest"], ["texts.digest"], name=op.f("fk_claims_text_digest")),
        sa.ForeignKeyConstraint(["translation_digest"], ["texts.digest"], name=op.f("fk_claims_translation_digest")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claims")),
        sa.UniqueConstraint("record_id", "version", name=op.f("uq_claims_record_id_version")),
    )
    op.create_index(op.f("ix_claims_batch"), "claims", ["batch"], unique=False)
    op.create_table(
        "place_names",
        sa.Column("place", WHOLE, nullable=False),
        sa.Column("ordinal", WHOLE, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("skeleton", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["place"], ["places.id"], name=op.f("fk_place_names_place")),
        sa.PrimaryKeyConstraint("place", "ordinal", name=op.f("pk_place_names")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_place_names_key"), "place_names", ["key"], unique=False)
    op.create_index(op.f("ix_place_names_skeleton"), "place_names", ["skeleton"], unique=False)
    op.create_table(
        "source_actors",
        sa.Column("state", WHOLE, nullable=False),
        sa.Column("source", WHOLE, nullable=False),
        sa.Column("ordinal", WHOLE, nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["state", "source"], ["sources.state", "sources.ordinal"], name=op.f("fk_source_actors_state_source")
        ),
        sa.PrimaryKeyConstraint("state", "source", "ordinal", name=op.f("pk_source_actors")),
    )
    op.create_table(
        "source_names",
        sa.Column("state", WHOLE, nullable=False),
        sa.Column("source", WHOLE, nullable=False),
        sa.Column("ordinal", WHOLE, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["state", "source"], ["sources.state", "sources.ordinal"], name=op.f("fk_source_names_state_source")
        ),
        sa.PrimaryKeyConstraint("state", "source", "ordinal", name=op.f("pk_source_names")),
    )
    op.create_table(
        "statements",
        sa.Column("id", WHOLE, autoincrement=False, nullable=False),
        sa.Column("version", WHOLE, nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("known_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("batch", WHOLE, nullable=False),
        sa.Column("line", WHOLE, nullable=False),
        sa.Column("record_id", sa.Text(), nullable=False),
        sa.Column("extra", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=True),
        sa.Column("published", sa.Text(), nullable=True),
        sa.Column("reported", sa.Text(), nullable=True),
        sa.Column("event_date", sa.Text(), nullable=True),
        sa.Column("event_date_start", sa.Date(), nullable=True),
        sa.Column("event_date_end", sa.Date(), nullable=True),
        sa.Column("date_precision", sa.String(length=32), nullable=True),
        sa.Column("date_text", sa.Text(), nullable=True),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("admin1", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("lat", sa.Double(), nullable=True),
        sa.Column("lon", sa.Double(), nullable=True),
        sa.Column("attack_type", sa.Text(), nullable=True),
        sa.Column("target_type", sa.Text(), nullable=True),
        sa.Column("target_actor", sa.Text(), nullable=True),
        sa.Column("events", WHOLE, nullable=True),
        sa.Column("toll_scope", sa.String(length=32), nullable=True),
        sa.Column("summary", sa.Text(), nullable=True),
        sa.Column("text_digest", sa.String(length=64), nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("translation_digest", sa.String(length=64), nullable=True),
        sa.Column("persons", sa.Text(), nullable=True),
        sa.Column("sensitivity", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("archive_url", sa.Text(), nullable=True),
        sa.Column("publisher", sa.Text(), nullable=True),
        sa.Column("retrieved", sa.Text(), nullable=True),
        sa.Column("supersedes", sa.Text(), nullable=True),
        sa.Column("refers_to", sa.Text(), nullable=True),
        sa.Column("relation", sa.String(length=32), nullable=True),
        sa.Column("withdrawn", sa.Boolean(), nullable=True),
        sa.Column("source_grade", sa.Text(), nullable=True),
        sa.Column("item_grade", sa.Text(), nullable=True),
        sa.Column("issuer_type", sa.String(length=32), nullable=True),
        sa.Column("attribution", sa.String(length=32), nullable=True),
        sa.Column("stance", sa.String(length=32), nullable=True),
        sa.Column("denies", sa.Text(), nullable=False),
        sa.Column("own_killed_min", WHOLE, nullable=True),
        sa.Column("own_killed_max", WHOLE, nullable=True),
        sa.Column("own_wounded_min", WHOLE, nullable=True),
        sa.Column("own_wounded_max", WHOLE, nullable=True),
        sa.Column("civilians_killed_min", WHOLE, nullable=True),
        sa.Column("civilians_killed_max", WHOLE, nullable=True),
        sa.Column("civilians_wounded_min", WHOLE, nullable=True),
        sa.Column("civilians_wounded_max", WHOLE, nullable=True),
        sa.Column("attackers_killed_min", WHOLE, nullable=True),
        sa.Column("attackers_killed_max", WHOLE, nullable=True),
        sa.Column("attackers_wounded_min", WHOLE, nullable=True),
        sa.Column("attackers_wounded_max", WHOLE, nullable=True),
        sa.CheckConstraint(
            "attribution IN ('direct', 'relayed', 'anonymous', 'quoted_by_claimant')",
            name=op.f("ck_statements_attribution_code"),
        ),
        sa.CheckConstraint(
            "date_precision IN ('day', 'range', 'week', 'month', 'year', 'ambiguous', 'unknown')",
            name=op.f("ck_statements_date_precision_code"),
        ),
        sa.CheckConstraint(
            "issuer_type IN ('military', 'un', 'government', 'police', 'other')",
            name=op.f("ck_statements_issuer_type_code"),
        ),
        sa.CheckConstraint(
            "relation IN ('retracts', 'corrects', 'quotes', 'repeats', 'denies')",
            name=op.f("ck_statements_relation_code"),
        ),
        sa.CheckConstraint(
            "replace(replace(replace(replace(replace(replace(denies, 'event', ''), 'toll', ''), 'outcome', ''), 'attribution', ''), 'target', ''), ' ', '') = ''",
            name=op.f("ck_statements_denies_codes"),
        ),
        sa.CheckConstraint(
            "stance IN ('reports', 'confirms', 'denies', 'unknown')", name=op.f("ck_statements_stance_code")
        ),
        sa.CheckConstraint(
            "toll_scope IN ('event', 'several', 'running_total')", name=op.f("ck_statements_toll_scope_code")
        ),
        sa.CheckConstraint("attackers_killed_max >= 0", name=op.f("ck_statements_attackers_killed_max_floor")),
        sa.CheckConstraint(
            "attackers_killed_min <= attackers_killed_max", name=op.f("ck_statements_attackers_killed_min_order")
        ),
        sa.CheckConstraint("attackers_killed_min >= 0", name=op.f("ck_statements_attackers_killed_min_floor")),
        sa.CheckConstraint("attackers_wounded_max >= 0", name=op.f("ck_statements_attackers_wounded_max_floor")),
        sa.CheckConstraint(
            "attackers_wounded_min <= attackers_wounded_max", name=op.f("ck_statements_attackers_wounded_min_order")
        ),
        sa.CheckConstraint("attackers_wounded_min >= 0", name=op.f("ck_statements_attackers_wounded_min_floor")),
        sa.CheckConstraint("civilians_killed_max >= 0", name=op.f("ck_statements_civilians_killed_max_floor")),
        sa.CheckConstraint(
            "civilians_killed_min <= civilians_killed_max", name=op.f("ck_statements_civilians_killed_min_order")
        ),
        sa.CheckConstraint("civilians_killed_min >= 0", name=op.f("ck_statements_civilians_killed_min_floor")),
        sa.CheckConstraint("civilians_wounded_max >= 0", name=op.f("ck_statements_civilians_wounded_max_floor")),
        sa.CheckConstraint(
            "civilians_wounded_min <= civilians_wounded_max", name=op.f("ck_statements_civilians_wounded_min_order")
        ),
        sa.CheckConstraint("civilians_wounded_min >= 0", name=op.f("ck_statements_civilians_wounded_min_floor")),
        sa.CheckConstraint("event_date_start <= event_date_end", name=op.f("ck_statements_event_date_start_order")),
        sa.CheckConstraint("events >= 0", name=op.f("ck_statements_events_floor")),
        sa.CheckConstraint("lat BETWEEN -90 AND 90", name=op.f("ck_statements_lat_range")),
        sa.CheckConstraint("line >= 0", name=op.f("ck_statements_line_floor")),
        sa.CheckConstraint("lon BETWEEN -180 AND 180", name=op.f("ck_statements_lon_range")),
        sa.CheckConstraint("own_killed_max >= 0", name=op.f("ck_statements_own_killed_max_floor")),
        sa.CheckConstraint("own_killed_min <= own_killed_max", name=op.f("ck_statements_own_killed_min_order")),
        sa.CheckConstraint("own_killed_min >= 0", name=op.f("ck_statements_own_killed_min_floor")),
        sa.CheckConstraint("own_wounded_max >= 0", name=op.f("ck_statements_own_wounded_max_floor")),
        sa.CheckConstraint("own_wounded_min <= own_wounded_max", name=op.f("ck_statements_own_wounded_min_order")),
        sa.CheckConstraint("own_wounded_min >= 0", name=op.f("ck_statements_own_wounded_min_floor")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_statements_version_floor")),
        sa.ForeignKeyConstraint(["batch"], ["batches.id"], name=op.f("fk_statements_batch")),
        sa.ForeignKeyConstraint(["document"], ["documents.key"], name=op.f("fk_statements_document")),
        sa.ForeignKeyConstraint(["text_digest"], ["texts.digest"], name=op.f("fk_statements_text_digest")),
        sa.ForeignKeyConstraint(
            ["translation_digest"], ["texts.digest"], name=op.f("fk_statements_translation_digest")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statements")),
        sa.UniqueConstraint("record_id", "version", name=op.f("uq_statements_record_id_version")),
    )
    op.create_index(op.f("ix_statements_batch"), "statements", ["batch"], unique=False)
    op.create_table(
        "claim_values",
        sa.Column("reference", WHOLE, nullable=False),
        sa.Column("record", WHOLE, nullable=False),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("date_precision", sa.String(length=32), nullable=False),
        sa.Column("date_text", sa.Text(), nullable=True),
        sa.Column("date_rule", sa.Text(), nullable=True),
        sa.Column("bounds_first", sa.Date(), nullable=True),
        sa.Column("bounds_last", sa.Date(), nullable=True),
        sa.Column("weekday", WHOLE, nullable=True),
        sa.Column("target", sa.Text(), nullable=True),
        sa.Column("target_family", sa.Text(), nullable=True),
        sa.Column("attack", sa.Text(), nullable=True),
        sa.Column("target_actors", sa.Text(), nullable=False),
        sa.Column("speaker", sa.Text(), nullable=True),
        sa.Column("toll_scope", sa.String(length=32), nullable=False),
        sa.Column("events", WHOLE, nullable=False),
        sa.CheckConstraint(
            "date_precision IN ('day', 'range', 'week', 'month', 'year', 'ambiguous', 'unknown')",
            name=op.f("ck_claim_values_date_precision_code"),
        ),
        sa.CheckConstraint(
            "toll_scope IN ('event', 'several', 'running_total')", name=op.f("ck_claim_values_toll_scope_code")
        ),
        sa.CheckConstraint("(bounds_first IS NULL) = (bounds_last IS NULL)", name=op.f("ck_claim_values_bounds_both")),
        sa.CheckConstraint("bounds_first <= bounds_last", name=op.f("ck_claim_values_bounds_first_order")),
        sa.CheckConstraint("events >= 0", name=op.f("ck_claim_values_events_floor")),
        sa.CheckConstraint("weekday BETWEEN 0 AND 6", name=op.f("ck_claim_values_weekday_range")),
        sa.ForeignKeyConstraint(["record"], ["claims.id"], name=op.f("fk_claim_values_record")),
        sa.ForeignKeyConstraint(["reference"], ["reference_states.id"], name=op.f("fk_claim_values_reference")),
        sa.PrimaryKeyConstraint("reference", "record", name=op.f("pk_claim_values")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "findings",
        sa.Column("id", WHOLE, autoincrement=False, nullable=False),
        sa.Column("claim", WHOLE, nullable=False),
        sa.Column("flag", sa.String(length=32), nullable=True),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("stance", sa.String(length=32), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("family", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("first_run", WHOLE, nullable=False),
        sa.Column("last_run", WHOLE, nullable=True),
        sa.CheckConstraint(
            "flag IN ('agreement', 'partial_match', 'no_official_comment')", name=op.f("ck_findings_flag_code")
        ),
        sa.CheckConstraint("stance IN ('reported', 'mixed', 'denied')", name=op.f("ck_findings_stance_code")),
        sa.CheckConstraint(
            "status IN ('concluded', 'pending', 'not_monitored', 'coverage_unknown', 'structurally_silent', 'group_denies', 'allegation')",
            name=op.f("ck_findings_status_code"),
        ),
        sa.CheckConstraint("first_run <= last_run", name=op.f("ck_findings_first_run_order")),
        sa.ForeignKeyConstraint(["claim"], ["claims.id"], name=op.f("fk_findings_claim")),
        sa.ForeignKeyConstraint(["first_run"], ["runs.number"], name=op.f("fk_findings_first_run")),
        sa.ForeignKeyConstraint(["last_run"], ["runs.number"], name=op.f("fk_findings_last_run")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_findings")),
    )
    op.create_index("ix_findings_runs", "findings", ["first_run", "last_run"], unique=False)
    op.create_index(
        "uq_findings_claim_holding",
        "findings",
        ["claim"],
        unique=True,
        sqlite_where=sa.text("last_run IS NULL"),
        postgresql_where=sa.text("last_run IS NULL"),
    )
    op.create_table(
        "pairs",
        sa.Column("id", WHOLE, autoincrement=False, nullable=False),
        sa.Column("claim", WHOLE, nullable=False),
        sa.Column("statement", WHOLE, nullable=False),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.Column("flag", sa.String(length=32), nullable=True),
        sa.Column("weight", sa.Double(), nullable=False),
        sa.Column("margin", sa.Double(), nullable=True),
        sa.Column("distance_km", sa.Double(), nullable=True),
        sa.Column("days_apart", WHOLE, nullable=True),
        sa.Column("failed", sa.Text(), nullable=True),
        sa.Column("rival_claim", WHOLE, nullable=True),
        sa.Column("rival_statement", WHOLE, nullable=True),
        sa.Column("close_call", sa.String(length=32), nullable=True),
        sa.Column("candidates", WHOLE, nullable=False),
        sa.Column("coincidence", sa.Double(), nullable=True),
        sa.Column("stance", sa.String(length=32), nullable=False),
        sa.Column("denies", sa.Text(), nullable=False),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.Column("facets", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("scores", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("first_run", WHOLE, nullable=False),
        sa.Column("last_run", WHOLE, nullable=True),
        sa.CheckConstraint("(role = 'linked') = (flag IS NOT NULL)", name=op.f("ck_pairs_flag_of_links")),
        sa.CheckConstraint(
            "flag IN ('agreement', 'partial_match', 'no_official_comment')", name=op.f("ck_pairs_flag_code")
        ),
        sa.CheckConstraint(
            "replace(replace(replace(replace(replace(replace(denies, 'event', ''), 'toll', ''), 'outcome', ''), 'attribution', ''), 'target', ''), ' ', '') = ''",
            name=op.f("ck_pairs_denies_codes"),
        ),
        sa.CheckConstraint("role IN ('linked', 'runner_up', 'near_miss')", name=op.f("ck_pairs_role_code")),
        sa.CheckConstraint(
            "close_call IN ('margin', 'threshold', 'episode')", name=op.f("ck_pairs_close_call_code")
        ),
        sa.CheckConstraint("stance IN ('reports', 'confirms', 'denies', 'unknown')", name=op.f("ck_pairs_stance_code")),
        sa.CheckConstraint("days_apart >= 0", name=op.f("ck_pairs_days_apart_floor")),
        sa.CheckConstraint("candidates >= 0", name=op.f("ck_pairs_candidates_floor")),
        sa.CheckConstraint("coincidence >= 0 AND coincidence <= 1", name=op.f("ck_pairs_coincidence_share")),
        sa.CheckConstraint("first_run <= last_run", name=op.f("ck_pairs_first_run_order")),
        sa.ForeignKeyConstraint(["claim"], ["claims.id"], name=op.f("fk_pairs_claim")),
        sa.ForeignKeyConstraint(["first_run"], ["runs.number"], name=op.f("fk_pairs_first_run")),
        sa.ForeignKeyConstraint(["last_run"], ["runs.number"], name=op.f("fk_pairs_last_run")),
        sa.ForeignKeyConstraint(["rival_claim"], ["claims.id"], name=op.f("fk_pairs_rival_claim")),
        sa.ForeignKeyConstraint(["rival_statement"], ["statements.id"], name=op.f("fk_pairs_rival_statement")),
        sa.ForeignKeyConstraint(["statement"], ["statements.id"], name=op.f("fk_pairs_statement")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pairs")),
    )
    op.create_index("ix_pairs_runs", "pairs", ["first_run", "last_run"], unique=False)
    op.create_index(
        "uq_pairs_holding",
        "pairs",
        ["claim", "statement"],
        unique=True,
        sqlite_where=sa.text("last_run IS NULL"),
        postgresql_where=sa.text("last_run IS NULL"),
    )
    op.create_table(
        "statement_values",
        sa.Column("reference", WHOLE, nullable=False),
        sa.Column("record", WHOLE, nullable=False),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("date_precision", sa.String(length=32), nullable=False),
        sa.Column("date_text", sa.Text(), nullable=True),
        sa.Column("date_rule", sa.Text(), nullable=True),
        sa.Column("bounds_first", sa.Date(), nullable=True),
        sa.Column("bounds_last", sa.Date(), nullable=True),
        sa.Column("weekday", WHOLE, nullable=True),
        sa.Column("target", sa.Text(), nullable=True),
        sa.Column("target_family", sa.Text(), nullable=True),
        sa.Column("attack", sa.Text(), nullable=True),
        sa.Column("target_actors", sa.Text(), nullable=False),
        sa.Column("speaker", sa.Text(), nullable=True),
        sa.Column("toll_scope", sa.String(length=32), nullable=False),
        sa.Column("events", WHOLE, nullable=False),
        sa.CheckConstraint(
            "date_precision IN ('day', 'range', 'week', 'month', 'year', 'ambiguous', 'unknown')",
            name=op.f("ck_statement_values_date_precision_code"),
        ),
        sa.CheckConstraint(
            "toll_scope IN ('event', 'several', 'running_total')", name=op.f("ck_statement_values_toll_scope_code")
        ),
        sa.CheckConstraint(
            "(bounds_first IS NULL) = (bounds_last IS NULL)", name=op.f("ck_statement_values_bounds_both")
        ),
        sa.CheckConstraint("bounds_first <= bounds_last", name=op.f("ck_statement_values_bounds_first_order")),
        sa.CheckConstraint("events >= 0", name=op.f("ck_statement_values_events_floor")),
        sa.CheckConstraint("weekday BETWEEN 0 AND 6", name=op.f("ck_statement_values_weekday_range")),
        sa.ForeignKeyConstraint(["record"], ["statements.id"], name=op.f("fk_statement_values_record")),
        sa.ForeignKeyConstraint(["reference"], ["reference_states.id"], name=op.f("fk_statement_values_reference")),
        sa.PrimaryKeyConstraint("reference", "record", name=op.f("pk_statement_values")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "claim_dates",
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("ordinal", WHOLE, nullable=False),
        sa.Column("reference", WHOLE, nullable=False),
        sa.Column("record", WHOLE, nullable=False),
        sa.CheckConstraint("first_day <= last_day", name=op.f("ck_claim_dates_first_day_order")),
        sa.ForeignKeyConstraint(
            ["reference", "record"],
            ["claim_values.reference", "claim_values.record"],
            name=op.f("fk_claim_dates_reference_record"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("ordinal", "reference", "record", name=op.f("pk_claim_dates")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "claim_issues",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("severity", sa.String(length=32), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("file", sa.Text(), nullable=True),
        sa.Column("line", WHOLE, nullable=True),
        sa.Column("field", sa.Text(), nullable=True),
        sa.Column("found", sa.Text(), nullable=True),
        sa.Column("record_id", sa.Text(), nullable=True),
        sa.Column("ordinal", WHOLE, nullable=False),
        sa.Column("reference", WHOLE, nullable=False),
        sa.Column("record", WHOLE, nullable=False),
        sa.CheckConstraint("severity IN ('error', 'warning', 'note')", name=op.f("ck_claim_issues_severity_code")),
        sa.ForeignKeyConstraint(
            ["reference", "record"],
            ["claim_values.reference", "claim_values.record"],
            name=op.f("fk_claim_issues_reference_record"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("ordinal", "reference", "record", name=op.f("pk_claim_issues")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "claim_places",
        sa.Column("part", WHOLE, nullable=False),
        sa.Column("weight", sa.Double(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("place_class", sa.String(length=32), nullable=False),
        sa.Column("shape", sa.String(length=32), nullable=False),
        sa.Column("radius_km", sa.Double(), nullable=False),
        sa.Column("lat", sa.Double(), nullable=True),
        sa.Column("lon", sa.Double(), nullable=True),
        sa.Column("place_key", sa.Text(), nullable=True),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("admin1", sa.Text(), nullable=True),
        sa.Column("admin2", sa.Text(), nullable=True),
        sa.Column("axis_keys", sa.Text(), nullable=False),
        sa.Column("ordinal", WHOLE, nullable=False),
        sa.Column("reference", WHOLE, nullable=False),
        sa.Column("record", WHOLE, nullable=False),
        sa.CheckConstraint(
            "place_class IN ('local', 'district', 'region', 'wider')", name=op.f("ck_claim_places_place_class_code")
        ),
        sa.CheckConstraint(
            "shape IN ('point', 'area', 'bearing', 'axis', 'unit', 'coordinates')",
            name=op.f("ck_claim_places_shape_code"),
        ),
        sa.CheckConstraint("lat BETWEEN -90 AND 90", name=op.f("ck_claim_places_lat_range")),
        sa.CheckConstraint("lon BETWEEN -180 AND 180", name=op.f("ck_claim_places_lon_range")),
        sa.CheckConstraint("part >= 0", name=op.f("ck_claim_places_part_floor")),
        sa.CheckConstraint("radius_km >= 0", name=op.f("ck_claim_places_radius_km_floor")),
        sa.CheckConstraint("weight BETWEEN 0 AND 1", name=op.f("ck_claim_places_weight_range")),
        sa.ForeignKeyConstraint(
            ["reference", "record"],
            ["claim_values.reference", "claim_values.record"],
            name=op.f("fk_claim_places_reference_record"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("ordinal", "reference", "record", name=op.f("pk_claim_places")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "claim_tolls",
        sa.Column("side", sa.String(length=32), nullable=False),
        sa.Column("harm", sa.String(length=32), nullable=False),
        sa.Column("low", WHOLE, nullable=True),
        sa.Column("high", WHOLE, nullable=True),
        sa.Column("reference", WHOLE, nullable=False),
        sa.Column("record", WHOLE, nullable=False),
        sa.CheckConstraint("harm IN ('killed', 'wounded')", name=op.f("ck_claim_tolls_harm_code")),
        sa.CheckConstraint("side IN ('own', 'civilians', 'attackers')", name=op.f("ck_claim_tolls_side_code")),
        sa.CheckConstraint("high >= 0", name=op.f("ck_claim_tolls_high_floor")),
        sa.CheckConstraint("low <= high", name=op.f("ck_claim_tolls_low_order")),
        sa.CheckConstraint("low >= 0", name=op.f("ck_claim_tolls_low_floor")),
        sa.CheckConstraint("low IS NOT NULL OR high IS NOT NULL", name=op.f("ck_claim_tolls_stated")),
        sa.ForeignKeyConstraint(
            ["reference", "record"],
            ["claim_values.reference", "claim_values.record"],
            name=op.f("fk_claim_tolls_reference_record"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("side", "harm", "reference", "record", name=op.f("pk_claim_tolls")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "statement_dates",
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("ordinal", WHOLE, nullable=False),
        sa.Column("reference", WHOLE, nullable=False),
        sa.Column("record", WHOLE, nullable=False),
        sa.CheckConstraint("first_day <= last_day", name=op.f("ck_statement_dates_first_day_order")),
        sa.ForeignKeyConstraint(
            ["reference", "record"],
            ["statement_values.reference", "statement_values.record"],
            name=op.f("fk_statement_dates_reference_record"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("ordinal", "reference", "record", name=op.f("pk_statement_dates")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "statement_issues",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("severity", sa.String(length=32), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("file", sa.Text(), nullable=True),
        sa.Column("line", WHOLE, nullable=True),
        sa.Column("field", sa.Text(), nullable=True),
        sa.Column("found", sa.Text(), nullable=True),
        sa.Column("record_id", sa.Text(), nullable=True),
        sa.Column("ordinal", WHOLE, nullable=False),
        sa.Column("reference", WHOLE, nullable=False),
        sa.Column("record", WHOLE, nullable=False),
        sa.CheckConstraint("severity IN ('error', 'warning', 'note')", name=op.f("ck_statement_issues_severity_code")),
        sa.ForeignKeyConstraint(
            ["reference", "record"],
            ["statement_values.reference", "statement_values.record"],
            name=op.f("fk_statement_issues_reference_record"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("ordinal", "reference", "record", name=op.f("pk_statement_issues")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "statement_places",
        sa.Column("part", WHOLE, nullable=False),
        sa.Column("weight", sa.Double(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("place_class", sa.String(length=32), nullable=False),
        sa.Column("shape", sa.String(length=32), nullable=False),
        sa.Column("radius_km", sa.Double(), nullable=False),
        sa.Column("lat", sa.Double(), nullable=True),
        sa.Column("lon", sa.Double(), nullable=True),
        sa.Column("place_key", sa.Text(), nullable=True),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("admin1", sa.Text(), nullable=True),
        sa.Column("admin2", sa.Text(), nullable=True),
        sa.Column("axis_keys", sa.Text(), nullable=False),
        sa.Column("ordinal", WHOLE, nullable=False),
        sa.Column("reference", WHOLE, nullable=False),
        sa.Column("record", WHOLE, nullable=False),
        sa.CheckConstraint(
            "place_class IN ('local', 'district', 'region', 'wider')", name=op.f("ck_statement_places_place_class_code")
        ),
        sa.CheckConstraint(
            "shape IN ('point', 'area', 'bearing', 'axis', 'unit', 'coordinates')",
            name=op.f("ck_statement_places_shape_code"),
        ),
        sa.CheckConstraint("lat BETWEEN -90 AND 90", name=op.f("ck_statement_places_lat_range")),
        sa.CheckConstraint("lon BETWEEN -180 AND 180", name=op.f("ck_statement_places_lon_range")),
        sa.CheckConstraint("part >= 0", name=op.f("ck_statement_places_part_floor")),
        sa.CheckConstraint("radius_km >= 0", name=op.f("ck_statement_places_radius_km_floor")),
        sa.CheckConstraint("weight BETWEEN 0 AND 1", name=op.f("ck_statement_places_weight_range")),
        sa.ForeignKeyConstraint(
            ["reference", "record"],
            ["statement_values.reference", "statement_values.record"],
            name=op.f("fk_statement_places_reference_record"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("ordinal", "reference", "record", name=op.f("pk_statement_places")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "statement_tolls",
        sa.Column("side", sa.String(length=32), nullable=False),
        sa.Column("harm", sa.String(length=32), nullable=False),
        sa.Column("low", WHOLE, nullable=True),
        sa.Column("high", WHOLE, nullable=True),
        sa.Column("reference", WHOLE, nullable=False),
        sa.Column("record", WHOLE, nullable=False),
        sa.CheckConstraint("harm IN ('killed', 'wounded')", name=op.f("ck_statement_tolls_harm_code")),
        sa.CheckConstraint("side IN ('own', 'civilians', 'attackers')", name=op.f("ck_statement_tolls_side_code")),
        sa.CheckConstraint("high >= 0", name=op.f("ck_statement_tolls_high_floor")),
        sa.CheckConstraint("low <= high", name=op.f("ck_statement_tolls_low_order")),
        sa.CheckConstraint("low >= 0", name=op.f("ck_statement_tolls_low_floor")),
        sa.CheckConstraint("low IS NOT NULL OR high IS NOT NULL", name=op.f("ck_statement_tolls_stated")),
        sa.ForeignKeyConstraint(
            ["reference", "record"],
            ["statement_values.reference", "statement_values.record"],
            name=op.f("fk_statement_tolls_reference_record"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("side", "harm", "reference", "record", name=op.f("pk_statement_tolls")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("statement_tolls")
    op.drop_table("statement_places")
    op.drop_table("statement_issues")
    op.drop_table("statement_dates")
    op.drop_table("claim_tolls")
    op.drop_table("claim_places")
    op.drop_table("claim_issues")
    op.drop_table("claim_dates")
    op.drop_table("statement_values")
    op.drop_index(
        "uq_pairs_holding",
        table_name="pairs",
        sqlite_where=sa.text("last_run IS NULL"),
        postgresql_where=sa.text("last_run IS NULL"),
    )
    op.drop_index("ix_pairs_runs", table_name="pairs")
    op.drop_table("pairs")
    op.drop_index(
        "uq_findings_claim_holding",
        table_name="findings",
        sqlite_where=sa.text("last_run IS NULL"),
        postgresql_where=sa.text("last_run IS NULL"),
    )
    op.drop_index("ix_findings_runs", table_name="findings")
    op.drop_table("findings")
    op.drop_table("claim_values")
    op.drop_index(op.f("ix_statements_batch"), table_name="statements")
    op.drop_table("statements")
    op.drop_table("source_names")
    op.drop_table("source_actors")
    op.drop_index(op.f("ix_place_names_skeleton"), table_name="place_names")
    op.drop_index(op.f("ix_place_names_key"), table_name="place_names")
    op.drop_table("place_names")
    op.drop_index(op.f("ix_claims_batch"), table_name="claims")
    op.drop_table("claims")
    op.drop_table("actor_umbrellas")
    op.drop_table("actor_names")
    op.drop_table("sources")
    op.drop_table("runs")
    op.drop_index(op.f("ix_places_place_class"), table_name="places")
    op.drop_table("places")
    op.drop_table("documents")
    op.drop_index(op.f("ix_data_issues_batch"), table_name="data_issues")
    op.drop_table("data_issues")
    op.drop_table("coverage")
    op.drop_table("actors")
    op.drop_table("texts")
    op.drop_table("reference_states")
    op.drop_table("gazetteers")
    op.drop_table("decisions")
    op.drop_table("batches")
