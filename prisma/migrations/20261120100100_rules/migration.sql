-- What the tables promise beyond their columns. Closed lists are those of packages/domain.

-- One start under way per driver and EVSE: a second one is refused. What evidence brings back later
-- (a session after a start that timed out) is never refused, so no evidence leads into this set.
CREATE UNIQUE INDEX charge_one_open_key ON charge (user_id, partner_id, evse_uid)
  WHERE origin = 'app' AND settlement_state = 'none' AND energy_state = 'none'
    AND start_state IN ('asked', 'unknown');

-- At most one version of a tariff is in force.
CREATE UNIQUE INDEX tariff_version_one_open_key
  ON tariff_version (partner_id, country_code, party_id, tariff_id)
  WHERE ended_at IS NULL;

-- A charge is held, captured, released and collected at most once; links may be many.
CREATE UNIQUE INDEX payment_attempt_one_live_key ON payment_attempt (charge_id, kind)
  WHERE state IN ('pending', 'succeeded') AND kind <> 'link';

-- START is sent at most once; of STOP at most one is under way.
CREATE UNIQUE INDEX command_one_start_key ON command (charge_id) WHERE kind = 'START';
CREATE UNIQUE INDEX command_one_stop_key ON command (charge_id)
  WHERE kind = 'STOP' AND state IN ('pending', 'sending', 'unknown', 'answered');

ALTER TABLE charge
  ADD CONSTRAINT charge_start_state_check
    CHECK (start_state IN ('none', 'asked', 'accepted', 'refused', 'timed-out', 'unknown')),
  ADD CONSTRAINT charge_energy_state_check
    CHECK (energy_state IN ('none', 'expected', 'charging', 'stopping', 'ended')),
  ADD CONSTRAINT charge_settlement_state_check
    CHECK (settlement_state IN ('none', 'awaiting-record', 'billed', 'paid', 'open', 'void'));

ALTER TABLE command
  ADD CONSTRAINT command_kind_check CHECK (kind IN ('START', 'STOP')),
  ADD CONSTRAINT command_state_check CHECK (state IN
    ('pending', 'sending', 'unknown', 'answered', 'accepted', 'refused', 'timed-out'));

ALTER TABLE cdr
  ADD CONSTRAINT cdr_state_check CHECK (state IN
    ('received', 'accepted', 'tolerated', 'held', 'disputed', 'superseded'));

ALTER TABLE evse
  ADD CONSTRAINT evse_status_check CHECK (status IN ('AVAILABLE', 'BLOCKED', 'CHARGING',
    'INOPERATIVE', 'OUTOFORDER', 'PLANNED', 'REMOVED', 'RESERVED', 'UNKNOWN'));

ALTER TABLE token
  ADD CONSTRAINT token_type_check CHECK (type IN ('APP_USER', 'RFID', 'AD_HOC_USER', 'OTHER')),
  ADD CONSTRAINT token_whitelist_check
    CHECK (whitelist IN ('ALWAYS', 'ALLOWED', 'ALLOWED_OFFLINE', 'NEVER'));

ALTER TABLE "authorization"
  ADD CONSTRAINT authorization_allowed_check
    CHECK (allowed IN ('ALLOWED', 'BLOCKED', 'EXPIRED', 'NO_CREDIT', 'NOT_ALLOWED'));

ALTER TABLE partner_finding
  ADD CONSTRAINT partner_finding_severity_check CHECK (severity IN ('info', 'warning', 'error'));
ALTER TABLE cdr_finding
  ADD CONSTRAINT cdr_finding_severity_check CHECK (severity IN ('info', 'warning', 'error'));

ALTER TABLE payment_attempt
  ADD CONSTRAINT payment_attempt_kind_check
    CHECK (kind IN ('hold', 'capture', 'cancel', 'charge', 'link')),
  ADD CONSTRAINT payment_attempt_state_check CHECK (state IN ('pending', 'succeeded', 'failed')),
  ADD CONSTRAINT payment_attempt_amount_check CHECK (amount_minor >= 0),
  ADD CONSTRAINT payment_attempt_currency_check CHECK (currency ~ '^[A-Z]{3}$');

ALTER TABLE invoice
  ADD CONSTRAINT invoice_payment_state_check CHECK (payment_state IN ('open', 'paid')),
  ADD CONSTRAINT invoice_total_check CHECK (total_minor >= 0),
  ADD CONSTRAINT invoice_vat_check CHECK (vat_minor BETWEEN 0 AND total_minor),
  ADD CONSTRAINT invoice_currency_check CHECK (currency ~ '^[A-Z]{3}$'),
  ADD CONSTRAINT invoice_sequence_check CHECK (sequence >= 1);

ALTER TABLE invoice_line
  ADD CONSTRAINT invoice_line_quantity_check CHECK (quantity >= 0),
  ADD CONSTRAINT invoice_line_vat_check CHECK (vat_percent BETWEEN 0 AND 100);

ALTER TABLE posting
  ADD CONSTRAINT posting_currency_check CHECK (currency ~ '^[A-Z]{3}$');

-- Refuses DELETE and TRUNCATE, and UPDATE of any column that is not named in the arguments.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND to_jsonb(OLD) - TG_ARGV = to_jsonb(NEW) - TG_ARGV THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION '% of % is refused: it is kept as it was written', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER invoice_kept BEFORE UPDATE OR DELETE ON invoice
  FOR EACH ROW EXECUTE FUNCTION refuse_change('payment_state', 'paid_at', 'mailed_at');
CREATE TRIGGER invoice_line_kept BEFORE UPDATE OR DELETE ON invoice_line
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER posting_kept BEFORE UPDATE OR DELETE ON posting
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER cdr_kept BEFORE UPDATE OR DELETE ON cdr
  FOR EACH ROW EXECUTE FUNCTION refuse_change('charge_id', 'state', 'computed_excl_tax',
    'computed_incl_tax', 'computation', 'tariff_version_id', 'reconciled_at');
CREATE TRIGGER cdr_conflict_kept BEFORE UPDATE OR DELETE ON cdr_conflict
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER charge_event_kept BEFORE UPDATE OR DELETE ON charge_event
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_entry_kept BEFORE UPDATE OR DELETE ON audit_entry
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER plan_version_kept BEFORE UPDATE OR DELETE ON plan_version
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER quote_kept BEFORE UPDATE OR DELETE ON quote
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER tariff_version_kept BEFORE UPDATE OR DELETE ON tariff_version
  FOR EACH ROW EXECUTE FUNCTION refuse_change('ended_at');

-- A line belongs to the transaction that issued its invoice; later ones would change the document.
CREATE FUNCTION refuse_late_line() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT xmin FROM invoice WHERE id = NEW.invoice_id) = pg_current_xact_id()::xid THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'INSERT of invoice_line is refused: the invoice was issued before'
    USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER invoice_line_in_time BEFORE INSERT ON invoice_line
  FOR EACH ROW EXECUTE FUNCTION refuse_late_line();

-- Double entry: checked at the commit, when all rows of an entry are there.
CREATE FUNCTION require_balance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT sum(amount_minor) FROM posting
      WHERE entry_key = NEW.entry_key AND currency = NEW.currency) <> 0 THEN
    RAISE EXCEPTION 'the postings of an entry violate check constraint "posting_balance"'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'posting_balance', TABLE = 'posting';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER posting_balance AFTER INSERT ON posting
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION require_balance();
