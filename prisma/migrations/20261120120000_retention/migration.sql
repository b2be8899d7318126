-- What is deleted by its age is found by its age.
CREATE INDEX auth_session_expires_at_idx ON auth_session (expires_at);
CREATE INDEX verification_token_expires_at_idx ON verification_token (expires_at);
CREATE INDEX webhook_event_received_at_idx ON webhook_event (received_at);
CREATE INDEX authorization_at_idx ON "authorization" (at);
