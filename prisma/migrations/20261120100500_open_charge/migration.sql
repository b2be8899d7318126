-- One open charge per driver and EVSE: a second start in the app is refused. A claim on the EVSE is
-- made by the start and can only be lost, never regained: a session that follows a start which
-- timed out is evidence, and evidence is not refused because the driver has started again since.
ALTER TABLE "charge" ADD COLUMN "claims_evse" BOOLEAN NOT NULL DEFAULT false;

CREATE FUNCTION keep_evse_claim() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  claimed boolean := CASE TG_OP WHEN 'INSERT' THEN NEW.origin = 'app' ELSE OLD.claims_evse END;
BEGIN
  NEW.claims_evse := claimed
    AND NEW.start_state NOT IN ('refused', 'timed-out')
    AND NEW.energy_state <> 'ended'
    AND NEW.settlement_state IN ('none', 'awaiting-record');
  RETURN NEW;
END $$;
CREATE TRIGGER charge_evse_claim BEFORE INSERT OR UPDATE ON charge
  FOR EACH ROW EXECUTE FUNCTION keep_evse_claim();

DROP INDEX charge_one_open_key;
CREATE UNIQUE INDEX charge_one_open_key ON charge (user_id, partner_id, evse_uid)
  WHERE claims_evse;
