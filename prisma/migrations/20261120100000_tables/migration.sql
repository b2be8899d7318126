-- Both are trusted extensions: the database's owner may create them.
CREATE EXTENSION IF NOT EXISTS citext;
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- CreateEnum
CREATE TYPE "charge_origin" AS ENUM ('app', 'swipe', 'swipe-offline', 'cdr-only');

-- CreateEnum
CREATE TYPE "user_role" AS ENUM ('driver', 'staff');

-- CreateEnum
CREATE TYPE "partner_kind" AS ENUM ('ocpi', 'internal');

-- CreateEnum
CREATE TYPE "partner_status" AS ENUM ('registering', 'connected', 'suspended');

-- CreateTable
CREATE TABLE "worker_heartbeat" (
    "worker_id" TEXT NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "worker_heartbeat_pkey" PRIMARY KEY ("worker_id")
);

-- CreateTable
CREATE TABLE "invoice_series" (
    "key" TEXT NOT NULL,
    "next" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "invoice_series_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "invoice" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "number" TEXT NOT NULL,
    "series_key" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL,
    "user_id" UUID NOT NULL,
    "charge_id" UUID NOT NULL,
    "currency" TEXT NOT NULL,
    "total_minor" BIGINT NOT NULL,
    "vat_minor" BIGINT NOT NULL,
    "body" JSONB NOT NULL,
    "payment_state" TEXT NOT NULL,
    "issued_at" TIMESTAMPTZ(3) NOT NULL,
    "paid_at" TIMESTAMPTZ(3),
    "mailed_at" TIMESTAMPTZ(3),

    CONSTRAINT "invoice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "invoice_line" (
    "invoice_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "quantity" DECIMAL NOT NULL,
    "unit" TEXT NOT NULL,
    "unit_price" DECIMAL NOT NULL,
    "vat_percent" DECIMAL NOT NULL,
    "total_minor" BIGINT NOT NULL,

    CONSTRAINT "invoice_line_pkey" PRIMARY KEY ("invoice_id","position")
);

-- CreateTable
CREATE TABLE "posting" (
    "id" BIGSERIAL NOT NULL,
    "entry_key" TEXT NOT NULL,
    "account" TEXT NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "charge_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "posting_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "cdr" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "partner_id" UUID NOT NULL,
    "country_code" TEXT NOT NULL,
    "party_id" TEXT NOT NULL,
    "cdr_id" TEXT NOT NULL,
    "charge_id" UUID,
    "state" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "raw" TEXT NOT NULL,
    "body" JSONB NOT NULL,
    "currency" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3) NOT NULL,
    "energy_kwh" DECIMAL NOT NULL,
    "claimed_excl_tax" DECIMAL NOT NULL,
    "claimed_incl_tax" DECIMAL,
    "computed_excl_tax" DECIMAL,
    "computed_incl_tax" DECIMAL,
    "computation" JSONB,
    "tariff_version_id" UUID,
    "credit_of" TEXT,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "reconciled_at" TIMESTAMPTZ(3),

    CONSTRAINT "cdr_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "cdr_finding" (
    "id" BIGSERIAL NOT NULL,
    "cdr_row_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "pointer" TEXT NOT NULL,
    "severity" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "claimed" TEXT,
    "computed" TEXT,
    "difference_minor" BIGINT,

    CONSTRAINT "cdr_finding_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "cdr_conflict" (
    "id" BIGSERIAL NOT NULL,
    "cdr_row_id" UUID NOT NULL,
    "hash" TEXT NOT NULL,
    "raw" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "cdr_conflict_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "plan_version" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "plan_key" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "body" JSONB NOT NULL,
    "valid_from" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "plan_version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "quote" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "user_id" UUID NOT NULL,
    "evse_row_id" UUID NOT NULL,
    "connector_id" TEXT NOT NULL,
    "tariff_version_id" UUID NOT NULL,
    "plan_version_id" UUID NOT NULL,
    "vat_percent" DECIMAL NOT NULL,
    "shown" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "quote_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "charge" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "start_id" TEXT,
    "origin" "charge_origin" NOT NULL,
    "user_id" UUID NOT NULL,
    "token_uid" TEXT NOT NULL,
    "partner_id" UUID NOT NULL,
    "country_code" TEXT NOT NULL,
    "party_id" TEXT NOT NULL,
    "evse_row_id" UUID,
    "location_id" TEXT NOT NULL,
    "evse_uid" TEXT NOT NULL,
    "connector_id" TEXT NOT NULL,
    "quote_id" UUID,
    "plan_version_id" UUID,
    "authorization_reference" TEXT NOT NULL,
    "start_state" TEXT NOT NULL,
    "energy_state" TEXT NOT NULL,
    "settlement_state" TEXT NOT NULL,
    "refusal_code" TEXT,
    "refusal_text" TEXT,
    "stop_refusal_code" TEXT,
    "attention" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "started_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "estimate_minor" BIGINT,

    CONSTRAINT "charge_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "charge_event" (
    "id" BIGSERIAL NOT NULL,
    "charge_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "event" TEXT NOT NULL,
    "details" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "charge_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "command" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "charge_id" UUID NOT NULL,
    "partner_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "sending_at" TIMESTAMPTZ(3),
    "response" TEXT,
    "response_text" TEXT,
    "responded_at" TIMESTAMPTZ(3),
    "result" TEXT,
    "result_text" TEXT,
    "result_at" TIMESTAMPTZ(3),
    "deadline_at" TIMESTAMPTZ(3),

    CONSTRAINT "command_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "partner_id" UUID NOT NULL,
    "country_code" TEXT NOT NULL,
    "party_id" TEXT NOT NULL,
    "session_id" TEXT NOT NULL,
    "charge_id" UUID,
    "status" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "energy_kwh" DECIMAL NOT NULL,
    "token_uid" TEXT NOT NULL,
    "body" JSONB NOT NULL,
    "last_updated" TIMESTAMPTZ(3) NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "user" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "email" CITEXT NOT NULL,
    "email_verified" TIMESTAMPTZ(3),
    "name" TEXT,
    "role" "user_role" NOT NULL DEFAULT 'driver',
    "locale" TEXT NOT NULL DEFAULT 'en',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "auth_session" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "session_token_hash" TEXT NOT NULL,
    "user_id" UUID NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "auth_session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "verification_token" (
    "identifier" TEXT NOT NULL,
    "token" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "verification_token_pkey" PRIMARY KEY ("identifier","token")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor_kind" TEXT NOT NULL,
    "actor_id" TEXT,
    "action" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "details" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "location" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "partner_id" UUID NOT NULL,
    "country_code" TEXT NOT NULL,
    "party_id" TEXT NOT NULL,
    "location_id" TEXT NOT NULL,
    "publish" BOOLEAN NOT NULL,
    "name" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "city" TEXT NOT NULL,
    "postal_code" TEXT,
    "country" TEXT NOT NULL,
    "point" point NOT NULL,
    "time_zone" TEXT NOT NULL,
    "operator_name" TEXT NOT NULL,
    "search_text" TEXT NOT NULL,
    "plugs" TEXT[],
    "max_power_w" INTEGER NOT NULL,
    "evse_count" INTEGER NOT NULL,
    "available_count" INTEGER NOT NULL,
    "body" JSONB NOT NULL,
    "last_updated" TIMESTAMPTZ(3) NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "location_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "evse" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "location_row_id" UUID NOT NULL,
    "evse_uid" TEXT NOT NULL,
    "evse_id" TEXT,
    "status" TEXT NOT NULL,
    "status_claimed_at" TIMESTAMPTZ(3) NOT NULL,
    "status_received_at" TIMESTAMPTZ(3) NOT NULL,
    "plugs" TEXT[],
    "max_power_w" INTEGER NOT NULL,
    "tariff_ids" TEXT[],
    "capabilities" TEXT[],
    "physical_reference" TEXT,

    CONSTRAINT "evse_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "connector" (
    "evse_row_id" UUID NOT NULL,
    "connector_id" TEXT NOT NULL,
    "standard" TEXT NOT NULL,
    "plug" TEXT NOT NULL,
    "format" TEXT NOT NULL,
    "power_type" TEXT NOT NULL,
    "max_power_w" INTEGER NOT NULL,
    "tariff_ids" TEXT[],

    CONSTRAINT "connector_pkey" PRIMARY KEY ("evse_row_id","connector_id")
);

-- CreateTable
CREATE TABLE "tariff_version" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "partner_id" UUID NOT NULL,
    "country_code" TEXT NOT NULL,
    "party_id" TEXT NOT NULL,
    "tariff_id" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "body" JSONB NOT NULL,
    "valid_from" TIMESTAMPTZ(3) NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "tariff_version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "partner" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "name" TEXT NOT NULL,
    "kind" "partner_kind" NOT NULL,
    "status" "partner_status" NOT NULL,
    "version" TEXT,
    "versions_url" TEXT,
    "our_token_hash" TEXT,
    "registration_token_hash" TEXT,
    "their_token_sealed" TEXT,
    "quirks" JSONB NOT NULL DEFAULT '{}',
    "last_heard_at" TIMESTAMPTZ(3),
    "last_reached_at" TIMESTAMPTZ(3),
    "last_error" TEXT,
    "last_error_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "partner_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "partner_party" (
    "partner_id" UUID NOT NULL,
    "country_code" TEXT NOT NULL,
    "party_id" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "partner_party_pkey" PRIMARY KEY ("partner_id","country_code","party_id","role")
);

-- CreateTable
CREATE TABLE "partner_endpoint" (
    "partner_id" UUID NOT NULL,
    "module" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "url" TEXT NOT NULL,

    CONSTRAINT "partner_endpoint_pkey" PRIMARY KEY ("partner_id","module","role")
);

-- CreateTable
CREATE TABLE "partner_pull" (
    "partner_id" UUID NOT NULL,
    "module" TEXT NOT NULL,
    "cursor" TIMESTAMPTZ(3),
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "objects" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,

    CONSTRAINT "partner_pull_pkey" PRIMARY KEY ("partner_id","module")
);

-- CreateTable
CREATE TABLE "partner_finding" (
    "id" BIGSERIAL NOT NULL,
    "partner_id" UUID NOT NULL,
    "module" TEXT NOT NULL,
    "object_key" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "pointer" TEXT NOT NULL,
    "severity" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "partner_finding_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payment_profile" (
    "user_id" UUID NOT NULL,
    "customer_id" TEXT NOT NULL,

    CONSTRAINT "payment_profile_pkey" PRIMARY KEY ("user_id")
);

-- CreateTable
CREATE TABLE "payment_method" (
    "id" TEXT NOT NULL,
    "user_id" UUID NOT NULL,
    "brand" TEXT NOT NULL,
    "last4" TEXT NOT NULL,
    "expiry_month" INTEGER NOT NULL,
    "expiry_year" INTEGER NOT NULL,
    "preferred" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "payment_method_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payment_attempt" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "charge_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "intent_id" TEXT,
    "payment_method_id" TEXT,
    "capture_before" TIMESTAMPTZ(3),
    "failure_code" TEXT,
    "link_url" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "payment_attempt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhook_event" (
    "id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "body" JSONB NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "processed_at" TIMESTAMPTZ(3),

    CONSTRAINT "webhook_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "charging_station" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "identity" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "country_code" TEXT NOT NULL,
    "party_id" TEXT NOT NULL,
    "location_id" TEXT NOT NULL,
    "vendor" TEXT,
    "model" TEXT,
    "firmware" TEXT,
    "protocol" TEXT,
    "connected_node" TEXT,
    "connection_epoch" INTEGER NOT NULL DEFAULT 0,
    "connected_at" TIMESTAMPTZ(3),
    "last_seen_at" TIMESTAMPTZ(3),
    "away_marked_at" TIMESTAMPTZ(3),

    CONSTRAINT "charging_station_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "station_connector" (
    "station_id" UUID NOT NULL,
    "connector" INTEGER NOT NULL,
    "status" TEXT NOT NULL,
    "error_code" TEXT,
    "status_at" TIMESTAMPTZ(3) NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "station_connector_pkey" PRIMARY KEY ("station_id","connector")
);

-- CreateTable
CREATE TABLE "station_command" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "station_id" UUID NOT NULL,
    "command_id" UUID,
    "kind" TEXT NOT NULL,
    "connector" INTEGER NOT NULL,
    "token_uid" TEXT,
    "transaction_id" INTEGER,
    "authorization_reference" TEXT,
    "detail" TEXT,
    "state" TEXT NOT NULL,
    "answer" TEXT,
    "sent_epoch" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3),
    "answered_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "station_command_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "station_transaction" (
    "transaction_id" SERIAL NOT NULL,
    "station_id" UUID NOT NULL,
    "connector" INTEGER NOT NULL,
    "token_uid" TEXT NOT NULL,
    "auth_method" TEXT NOT NULL,
    "authorization_reference" TEXT,
    "meter_start_wh" BIGINT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "meter_wh" BIGINT NOT NULL,
    "power_w" INTEGER,
    "meter_at" TIMESTAMPTZ(3) NOT NULL,
    "meter_stop_wh" BIGINT,
    "stopped_at" TIMESTAMPTZ(3),
    "stop_received_at" TIMESTAMPTZ(3),
    "stop_reason" TEXT,
    "unplugged_at" TIMESTAMPTZ(3),
    "quarantine" TEXT,
    "finished_at" TIMESTAMPTZ(3),
    "cdr_id" TEXT,
    "cdr_accepted_at" TIMESTAMPTZ(3),

    CONSTRAINT "station_transaction_pkey" PRIMARY KEY ("transaction_id")
);

-- CreateTable
CREATE TABLE "station_reading" (
    "transaction_id" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "meter_wh" BIGINT NOT NULL,
    "power_w" INTEGER,

    CONSTRAINT "station_reading_pkey" PRIMARY KEY ("transaction_id","at")
);

-- CreateTable
CREATE TABLE "station_message" (
    "id" BIGSERIAL NOT NULL,
    "station_id" UUID NOT NULL,
    "transaction_id" INTEGER,
    "kind" TEXT NOT NULL,
    "body" JSONB NOT NULL,
    "findings" JSONB NOT NULL DEFAULT '[]',
    "flag" TEXT,
    "received_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "station_message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "token" (
    "token_uid" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "country_code" TEXT NOT NULL,
    "party_id" TEXT NOT NULL,
    "contract_id" TEXT NOT NULL,
    "visual_number" TEXT,
    "issuer" TEXT NOT NULL,
    "valid" BOOLEAN NOT NULL DEFAULT true,
    "whitelist" TEXT NOT NULL,
    "user_id" UUID NOT NULL,
    "last_updated" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "token_pkey" PRIMARY KEY ("token_uid")
);

-- CreateTable
CREATE TABLE "token_push" (
    "token_uid" TEXT NOT NULL,
    "partner_id" UUID NOT NULL,
    "pushed_at" TIMESTAMPTZ(3),
    "pushed_state" TIMESTAMPTZ(3),
    "error" TEXT,

    CONSTRAINT "token_push_pkey" PRIMARY KEY ("token_uid","partner_id")
);

-- CreateTable
CREATE TABLE "authorization" (
    "reference" TEXT NOT NULL,
    "partner_id" UUID NOT NULL,
    "token_uid" TEXT NOT NULL,
    "allowed" TEXT NOT NULL,
    "location_id" TEXT,
    "evse_uids" TEXT[],
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "authorization_pkey" PRIMARY KEY ("reference")
);

-- CreateIndex
CREATE UNIQUE INDEX "invoice_number_key" ON "invoice"("number");

-- CreateIndex
CREATE UNIQUE INDEX "invoice_charge_id_key" ON "invoice"("charge_id");

-- CreateIndex
CREATE INDEX "invoice_issued_at_idx" ON "invoice"("issued_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "invoice_series_key_sequence_key" ON "invoice"("series_key", "sequence");

-- CreateIndex
CREATE INDEX "posting_charge_id_idx" ON "posting"("charge_id");

-- CreateIndex
CREATE UNIQUE INDEX "posting_entry_key_account_key" ON "posting"("entry_key", "account");

-- CreateIndex
CREATE INDEX "cdr_charge_id_idx" ON "cdr"("charge_id");

-- CreateIndex
CREATE INDEX "cdr_received_at_idx" ON "cdr"("received_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "cdr_partner_id_country_code_party_id_cdr_id_key" ON "cdr"("partner_id", "country_code", "party_id", "cdr_id");

-- CreateIndex
CREATE INDEX "cdr_finding_cdr_row_id_idx" ON "cdr_finding"("cdr_row_id");

-- CreateIndex
CREATE UNIQUE INDEX "cdr_conflict_cdr_row_id_hash_key" ON "cdr_conflict"("cdr_row_id", "hash");

-- CreateIndex
CREATE UNIQUE INDEX "plan_version_plan_key_version_key" ON "plan_version"("plan_key", "version");

-- CreateIndex
CREATE UNIQUE INDEX "charge_quote_id_key" ON "charge"("quote_id");

-- CreateIndex
CREATE UNIQUE INDEX "charge_authorization_reference_key" ON "charge"("authorization_reference");

-- CreateIndex
CREATE INDEX "charge_user_id_created_at_idx" ON "charge"("user_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "charge_token_uid_evse_uid_idx" ON "charge"("token_uid", "evse_uid");

-- CreateIndex
CREATE INDEX "charge_settlement_state_updated_at_idx" ON "charge"("settlement_state", "updated_at");

-- CreateIndex
CREATE UNIQUE INDEX "charge_user_id_start_id_key" ON "charge"("user_id", "start_id");

-- CreateIndex
CREATE INDEX "charge_event_charge_id_id_idx" ON "charge_event"("charge_id", "id");

-- CreateIndex
CREATE INDEX "command_charge_id_idx" ON "command"("charge_id");

-- CreateIndex
CREATE UNIQUE INDEX "session_charge_id_key" ON "session"("charge_id");

-- CreateIndex
CREATE INDEX "session_token_uid_idx" ON "session"("token_uid");

-- CreateIndex
CREATE UNIQUE INDEX "session_partner_id_country_code_party_id_session_id_key" ON "session"("partner_id", "country_code", "party_id", "session_id");

-- CreateIndex
CREATE UNIQUE INDEX "user_email_key" ON "user"("email");

-- CreateIndex
CREATE UNIQUE INDEX "auth_session_session_token_hash_key" ON "auth_session"("session_token_hash");

-- CreateIndex
CREATE INDEX "auth_session_user_id_idx" ON "auth_session"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "verification_token_token_key" ON "verification_token"("token");

-- CreateIndex
CREATE INDEX "audit_entry_subject_subject_id_at_idx" ON "audit_entry"("subject", "subject_id", "at");

-- CreateIndex
CREATE INDEX "location_point_idx" ON "location" USING GIST ("point");

-- CreateIndex
CREATE INDEX "location_search_text_idx" ON "location" USING GIN ("search_text" gin_trgm_ops);

-- CreateIndex
CREATE UNIQUE INDEX "location_partner_id_country_code_party_id_location_id_key" ON "location"("partner_id", "country_code", "party_id", "location_id");

-- CreateIndex
CREATE INDEX "evse_evse_id_idx" ON "evse"("evse_id");

-- CreateIndex
CREATE UNIQUE INDEX "evse_location_row_id_evse_uid_key" ON "evse"("location_row_id", "evse_uid");

-- CreateIndex
CREATE INDEX "tariff_version_partner_id_country_code_party_id_tariff_id_r_idx" ON "tariff_version"("partner_id", "country_code", "party_id", "tariff_id", "received_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "partner_name_key" ON "partner"("name");

-- CreateIndex
CREATE UNIQUE INDEX "partner_our_token_hash_key" ON "partner"("our_token_hash");

-- CreateIndex
CREATE UNIQUE INDEX "partner_registration_token_hash_key" ON "partner"("registration_token_hash");

-- CreateIndex
CREATE UNIQUE INDEX "partner_finding_partner_id_module_object_key_code_pointer_key" ON "partner_finding"("partner_id", "module", "object_key", "code", "pointer");

-- CreateIndex
CREATE UNIQUE INDEX "payment_profile_customer_id_key" ON "payment_profile"("customer_id");

-- CreateIndex
CREATE INDEX "payment_method_user_id_idx" ON "payment_method"("user_id");

-- CreateIndex
CREATE INDEX "payment_attempt_charge_id_idx" ON "payment_attempt"("charge_id");

-- CreateIndex
CREATE INDEX "payment_attempt_intent_id_idx" ON "payment_attempt"("intent_id");

-- CreateIndex
CREATE UNIQUE INDEX "charging_station_identity_key" ON "charging_station"("identity");

-- CreateIndex
CREATE UNIQUE INDEX "station_command_command_id_key" ON "station_command"("command_id");

-- CreateIndex
CREATE INDEX "station_command_station_id_state_idx" ON "station_command"("station_id", "state");

-- CreateIndex
CREATE INDEX "station_transaction_station_id_connector_stopped_at_idx" ON "station_transaction"("station_id", "connector", "stopped_at");

-- CreateIndex
CREATE UNIQUE INDEX "station_transaction_station_id_connector_token_uid_meter_st_key" ON "station_transaction"("station_id", "connector", "token_uid", "meter_start_wh", "started_at");

-- CreateIndex
CREATE INDEX "station_message_station_id_received_at_idx" ON "station_message"("station_id", "received_at");

-- CreateIndex
CREATE INDEX "station_message_transaction_id_idx" ON "station_message"("transaction_id");

-- CreateIndex
CREATE INDEX "token_user_id_idx" ON "token"("user_id");

-- CreateIndex
CREATE INDEX "token_last_updated_idx" ON "token"("last_updated");

-- CreateIndex
CREATE INDEX "authorization_token_uid_at_idx" ON "authorization"("token_uid", "at");

-- AddForeignKey
ALTER TABLE "invoice" ADD CONSTRAINT "invoice_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invoice" ADD CONSTRAINT "invoice_charge_id_fkey" FOREIGN KEY ("charge_id") REFERENCES "charge"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invoice_line" ADD CONSTRAINT "invoice_line_invoice_id_fkey" FOREIGN KEY ("invoice_id") REFERENCES "invoice"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cdr" ADD CONSTRAINT "cdr_partner_id_fkey" FOREIGN KEY ("partner_id") REFERENCES "partner"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cdr" ADD CONSTRAINT "cdr_charge_id_fkey" FOREIGN KEY ("charge_id") REFERENCES "charge"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cdr_finding" ADD CONSTRAINT "cdr_finding_cdr_row_id_fkey" FOREIGN KEY ("cdr_row_id") REFERENCES "cdr"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cdr_conflict" ADD CONSTRAINT "cdr_conflict_cdr_row_id_fkey" FOREIGN KEY ("cdr_row_id") REFERENCES "cdr"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "quote" ADD CONSTRAINT "quote_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "quote" ADD CONSTRAINT "quote_evse_row_id_fkey" FOREIGN KEY ("evse_row_id") REFERENCES "evse"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "quote" ADD CONSTRAINT "quote_tariff_version_id_fkey" FOREIGN KEY ("tariff_version_id") REFERENCES "tariff_version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "quote" ADD CONSTRAINT "quote_plan_version_id_fkey" FOREIGN KEY ("plan_version_id") REFERENCES "plan_version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "charge" ADD CONSTRAINT "charge_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "charge" ADD CONSTRAINT "charge_partner_id_fkey" FOREIGN KEY ("partner_id") REFERENCES "partner"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "charge" ADD CONSTRAINT "charge_evse_row_id_fkey" FOREIGN KEY ("evse_row_id") REFERENCES "evse"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "charge" ADD CONSTRAINT "charge_quote_id_fkey" FOREIGN KEY ("quote_id") REFERENCES "quote"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "charge" ADD CONSTRAINT "charge_plan_version_id_fkey" FOREIGN KEY ("plan_version_id") REFERENCES "plan_version"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "charge_event" ADD CONSTRAINT "charge_event_charge_id_fkey" FOREIGN KEY ("charge_id") REFERENCES "charge"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "command" ADD CONSTRAINT "command_charge_id_fkey" FOREIGN KEY ("charge_id") REFERENCES "charge"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "command" ADD CONSTRAINT "command_partner_id_fkey" FOREIGN KEY ("partner_id") REFERENCES "partner"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_partner_id_fkey" FOREIGN KEY ("partner_id") REFERENCES "partner"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_charge_id_fkey" FOREIGN KEY ("charge_id") REFERENCES "charge"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "auth_session" ADD CONSTRAINT "auth_session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "location" ADD CONSTRAINT "location_partner_id_fkey" FOREIGN KEY ("partner_id") REFERENCES "partner"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evse" ADD CONSTRAINT "evse_location_row_id_fkey" FOREIGN KEY ("location_row_id") REFERENCES "location"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "connector" ADD CONSTRAINT "connector_evse_row_id_fkey" FOREIGN KEY ("evse_row_id") REFERENCES "evse"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tariff_version" ADD CONSTRAINT "tariff_version_partner_id_fkey" FOREIGN KEY ("partner_id") REFERENCES "partner"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "partner_party" ADD CONSTRAINT "partner_party_partner_id_fkey" FOREIGN KEY ("partner_id") REFERENCES "partner"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "partner_endpoint" ADD CONSTRAINT "partner_endpoint_partner_id_fkey" FOREIGN KEY ("partner_id") REFERENCES "partner"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "partner_pull" ADD CONSTRAINT "partner_pull_partner_id_fkey" FOREIGN KEY ("partner_id") REFERENCES "partner"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment_profile" ADD CONSTRAINT "payment_profile_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment_method" ADD CONSTRAINT "payment_method_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment_attempt" ADD CONSTRAINT "payment_attempt_charge_id_fkey" FOREIGN KEY ("charge_id") REFERENCES "charge"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "station_connector" ADD CONSTRAINT "station_connector_station_id_fkey" FOREIGN KEY ("station_id") REFERENCES "charging_station"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "station_command" ADD CONSTRAINT "station_command_station_id_fkey" FOREIGN KEY ("station_id") REFERENCES "charging_station"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "station_transaction" ADD CONSTRAINT "station_transaction_station_id_fkey" FOREIGN KEY ("station_id") REFERENCES "charging_station"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "station_reading" ADD CONSTRAINT "station_reading_transaction_id_fkey" FOREIGN KEY ("transaction_id") REFERENCES "station_transaction"("transaction_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "station_message" ADD CONSTRAINT "station_message_station_id_fkey" FOREIGN KEY ("station_id") REFERENCES "charging_station"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "token" ADD CONSTRAINT "token_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "token_push" ADD CONSTRAINT "token_push_token_uid_fkey" FOREIGN KEY ("token_uid") REFERENCES "token"("token_uid") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "token_push" ADD CONSTRAINT "token_push_partner_id_fkey" FOREIGN KEY ("partner_id") REFERENCES "partner"("id") ON DELETE CASCADE ON UPDATE CASCADE;

