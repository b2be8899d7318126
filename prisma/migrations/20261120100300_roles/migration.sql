-- Who may do what. `app`: web, worker, csms. `edge`: the OCPI endpoint, which strangers reach.
-- The roles are made by packages/db's migrate command, before this runs.

REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA archive FROM PUBLIC;
GRANT USAGE ON SCHEMA public, archive TO app, edge;

-- The only way to the job queue for both: add_job, in the caller's transaction.
CREATE FUNCTION enqueue_job(
  name text, payload text, run_at timestamptz, job_key text, max_attempts int
) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM graphile_worker.add_job(
    identifier => name, payload => payload::json, run_at => enqueue_job.run_at,
    max_attempts => enqueue_job.max_attempts, job_key => enqueue_job.job_key);
END $$;
REVOKE ALL ON FUNCTION enqueue_job FROM PUBLIC;
GRANT EXECUTE ON FUNCTION enqueue_job, archive.roll_partitions TO app, edge;

-- app: everything, but no changes to what is kept as it was written.
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO app;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE ON SEQUENCES TO app;
REVOKE DELETE ON invoice, cdr, tariff_version FROM app;
REVOKE UPDATE, DELETE
  ON invoice_line, posting, cdr_conflict, charge_event, audit_entry, plan_version, quote FROM app;
REVOKE ALL ON _prisma_migrations FROM app;
GRANT SELECT, INSERT ON archive.received TO app;

-- edge: what partners send and ask for; no invoice, posting, payment, sign-in, e-mail or station.
GRANT SELECT, UPDATE ON partner TO edge;
GRANT SELECT, INSERT, UPDATE, DELETE ON partner_party, partner_endpoint, partner_finding TO edge;
GRANT SELECT, INSERT, UPDATE ON partner_pull TO edge;
GRANT SELECT, INSERT, UPDATE, DELETE ON location, evse, connector TO edge;
GRANT SELECT, INSERT, UPDATE ON tariff_version TO edge;
GRANT SELECT ON token, plan_version, quote TO edge;
GRANT SELECT, INSERT, UPDATE ON token_push TO edge;
GRANT SELECT, INSERT ON "authorization" TO edge;
GRANT SELECT, INSERT, UPDATE ON session, charge, cdr TO edge;
GRANT SELECT, INSERT ON charge_event, cdr_conflict, audit_entry TO edge;
GRANT SELECT, INSERT, DELETE ON cdr_finding TO edge;
GRANT SELECT, UPDATE ON command TO edge;
GRANT SELECT (id, role, locale) ON "user" TO edge;
GRANT SELECT, INSERT ON archive.received TO edge;
GRANT USAGE ON SEQUENCE partner_finding_id_seq, charge_event_id_seq, cdr_conflict_id_seq,
  cdr_finding_id_seq, audit_entry_id_seq TO edge;
