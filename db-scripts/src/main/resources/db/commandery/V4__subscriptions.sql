-- Leases on subscriptions: which node works on which.

ALTER TABLE "${flyway:defaultSchema}".checkpoints
    ADD COLUMN stream       text NOT NULL DEFAULT '$all',
    ADD COLUMN owner        text,
    ADD COLUMN epoch        bigint NOT NULL DEFAULT 0,
    ADD COLUMN leased_until timestamptz;

-- A checkpoint is updated over and over. With room in its page the row stays there, and no index changes.
ALTER TABLE "${flyway:defaultSchema}".checkpoints SET (fillfactor = 20);

COMMENT ON COLUMN "${flyway:defaultSchema}".checkpoints.position IS 'The last position that is handled; the last version, when the subscription follows one stream.';
COMMENT ON COLUMN "${flyway:defaultSchema}".checkpoints.stream IS 'The stream that the subscription follows, or $all.';
COMMENT ON COLUMN "${flyway:defaultSchema}".checkpoints.owner IS 'Who has claimed the subscription; null when it was given back.';
COMMENT ON COLUMN "${flyway:defaultSchema}".checkpoints.epoch IS 'Grows with each claim. Only its newest owner moves the checkpoint.';
COMMENT ON COLUMN "${flyway:defaultSchema}".checkpoints.leased_until IS 'When others may claim it, unless the owner renews it before.';
