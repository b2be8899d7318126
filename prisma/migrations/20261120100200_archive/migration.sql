-- Each message of a partner as it arrived: append-only, one partition a month.
CREATE SCHEMA archive;

CREATE TABLE archive.received (
  id bigint GENERATED ALWAYS AS IDENTITY,
  received_at timestamptz(3) NOT NULL,
  partner_id uuid NOT NULL,
  module text NOT NULL,
  object_key text NOT NULL,
  hash text NOT NULL,
  body text NOT NULL,
  PRIMARY KEY (id, received_at)
) PARTITION BY RANGE (received_at);

CREATE INDEX received_object_idx
  ON archive.received (partner_id, module, object_key, received_at DESC);

-- What no month takes (a clock that is wrong, a month that was not made in time) is kept too.
CREATE TABLE archive.received_other PARTITION OF archive.received DEFAULT;

-- Makes the partitions of this and the next two months and drops those older than 13 months.
-- Safe to call at any time by any number of processes. Answers what it made and dropped.
CREATE FUNCTION archive.roll_partitions(at timestamptz DEFAULT now())
  RETURNS TABLE (made text, dropped text)
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  this_month date := date_trunc('month', at AT TIME ZONE 'UTC')::date;
  month date;
  name text;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('archive.roll_partitions'));
  FOR ahead IN 0..2 LOOP
    month := this_month + make_interval(months => ahead);
    name := 'received_' || to_char(month, 'YYYY_MM');
    CONTINUE WHEN to_regclass('archive.' || name) IS NOT NULL;
    -- Rows that came before their month was made wait in the default partition.
    EXECUTE format('CREATE TABLE archive.%I (LIKE archive.received
      INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING INDEXES)', name);
    EXECUTE format('WITH moved AS (DELETE FROM archive.received_other
        WHERE received_at >= %L AND received_at < %L RETURNING *)
      INSERT INTO archive.%I SELECT * FROM moved',
      month::timestamp AT TIME ZONE 'UTC',
      (month + interval '1 month') AT TIME ZONE 'UTC', name);
    EXECUTE format('ALTER TABLE archive.received ATTACH PARTITION archive.%I
      FOR VALUES FROM (%L) TO (%L)', name,
      month::timestamp AT TIME ZONE 'UTC', (month + interval '1 month') AT TIME ZONE 'UTC');
    made := name;
    dropped := NULL;
    RETURN NEXT;
  END LOOP;
  FOR name IN
    SELECT tablename FROM pg_tables WHERE schemaname = 'archive'
      AND tablename ~ '^received_\d{4}_\d{2}$'
      AND tablename < 'received_' || to_char(this_month - interval '13 months', 'YYYY_MM')
  LOOP
    EXECUTE format('DROP TABLE archive.%I', name);
    made := NULL;
    dropped := name;
    RETURN NEXT;
  END LOOP;
END $$;
REVOKE ALL ON FUNCTION archive.roll_partitions FROM PUBLIC;

SELECT archive.roll_partitions();
