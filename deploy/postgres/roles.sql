-- Roles for a database in PostgreSQL. Run by the owner of the tables, after `reconcile db upgrade`, each time it was run:
--   psql "$RECONCILE_DATABASE_URL" --set ON_ERROR_STOP=1 --file deploy/postgres/roles.sql
-- Then give each person or service one of them:
--   CREATE ROLE reconcile_hourly LOGIN PASSWORD '...' IN ROLE reconcile_runner;
--
-- reconcile_runner   ingests and runs. It adds records, decisions and tombstones to nothing it could then change: no DELETE and
--                    no UPDATE on records, texts, decisions, tombstones or the chain, and no decision at all, be it on drafts.
-- reconcile_reviewer what people decide with: `serve`, `review`, `draft`. It appends decisions, codings and notes, makes records
--                    of accepted drafts, logs people in; it starts no run, and changes no account.
-- reconcile_analyst  reads: report, export, explain, changes, verify. It writes nothing but that it took a report or export.
-- The owner alone migrates and redacts.

DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'reconcile_runner') THEN
        CREATE ROLE reconcile_runner NOLOGIN;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'reconcile_analyst') THEN
        CREATE ROLE reconcile_analyst NOLOGIN;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'reconcile_reviewer') THEN
        CREATE ROLE reconcile_reviewer NOLOGIN;
    END IF;
END
$$;

-- From nothing: what an earlier version of this file granted does not stay.
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM reconcile_runner, reconcile_analyst, reconcile_reviewer;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO reconcile_runner, reconcile_analyst, reconcile_reviewer;

-- All read everything; passwords, sessions and who looked at what only those who log people in.
GRANT SELECT ON ALL TABLES IN SCHEMA public TO reconcile_runner, reconcile_analyst, reconcile_reviewer;
REVOKE SELECT ON accounts, access_log, sessions FROM reconcile_runner, reconcile_analyst;

-- The runner adds.
GRANT INSERT ON ALL TABLES IN SCHEMA public TO reconcile_runner;
REVOKE INSERT ON accounts, sessions, decisions, case_events, codings, draft_decisions, reconcile_schema
    FROM reconcile_runner;

-- Whoever takes a report or an export is written down, and cannot read or undo it.
GRANT INSERT, SELECT (id) ON access_log TO reconcile_runner, reconcile_analyst;

-- The reviewer appends; records come in by accepted drafts alone, with the tombstones of what was erased of them before.
GRANT INSERT ON ALL TABLES IN SCHEMA public TO reconcile_reviewer;
REVOKE INSERT ON accounts, runs, findings, pairs, comparison_levels, withdrawals, coverage, gazetteers, places,
    place_names, reconcile_schema FROM reconcile_reviewer;
GRANT UPDATE ON batches, sessions TO reconcile_reviewer;

-- What a run closes or counts, and reference data that a newer state replaces.
GRANT UPDATE ON batches, runs, findings, pairs, gazetteers TO reconcile_runner;
-- Declared days that are taken back go with a batch; which days and whose they are stays as it was declared.
GRANT UPDATE (batch) ON coverage TO reconcile_runner;
GRANT DELETE ON gazetteers, places, place_names TO reconcile_runner;
