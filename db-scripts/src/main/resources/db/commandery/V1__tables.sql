-- The tables of one event store.
-- Flyway replaces ${flyway:defaultSchema} by the schema that it migrates: a function's body does not see the search path of its creator.

CREATE TABLE "${flyway:defaultSchema}".streams (
    stream_id     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    stream        text NOT NULL UNIQUE,
    created_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    deleted_at    timestamptz,
    linked        boolean NOT NULL DEFAULT false,
    version_floor bigint NOT NULL DEFAULT 0
);
COMMENT ON TABLE "${flyway:defaultSchema}".streams IS 'The names of streams. A row is written with the first event of its stream, and appends of events never change it.';
COMMENT ON COLUMN "${flyway:defaultSchema}".streams.deleted_at IS 'When the stream was soft-deleted: it can neither be read nor appended to.';
COMMENT ON COLUMN "${flyway:defaultSchema}".streams.linked IS 'Whether the stream has had links: only then are they looked for.';
COMMENT ON COLUMN "${flyway:defaultSchema}".streams.version_floor IS 'The version that new events must be beyond even if the newest links were removed with the stream that they show.';

-- stream_id has no foreign key: append is the only writer, and the key would cost a good part of the append rate.
CREATE TABLE "${flyway:defaultSchema}".events (
    position       bigint PRIMARY KEY,
    stream_id      bigint NOT NULL,
    version        bigint NOT NULL,
    event_id       uuid NOT NULL UNIQUE,
    type           text NOT NULL,
    revision       integer NOT NULL DEFAULT 1,
    causation_id   uuid,
    correlation_id uuid,
    data           ${payload} NOT NULL,
    metadata       json,
    tags           text[],
    created_at     timestamptz NOT NULL,
    UNIQUE (stream_id, version)
);
COMMENT ON TABLE "${flyway:defaultSchema}".events IS 'All events. Positions are given in the order of the commits. Positions and versions have no gaps but those that hard deletes leave.';

CREATE TABLE "${flyway:defaultSchema}".event_tags (
    tag      text NOT NULL,
    position bigint NOT NULL,
    PRIMARY KEY (tag, position)
);
COMMENT ON TABLE "${flyway:defaultSchema}".event_tags IS 'The events of each tag. Empty, and of no cost, as long as no event has a tag.';

CREATE TABLE "${flyway:defaultSchema}".links (
    stream_id bigint NOT NULL,
    version   bigint NOT NULL,
    position  bigint NOT NULL,
    PRIMARY KEY (stream_id, version),
    UNIQUE (stream_id, position)
);
CREATE INDEX ON "${flyway:defaultSchema}".links (position);
COMMENT ON TABLE "${flyway:defaultSchema}".links IS 'Events that a stream shows as well. Links and events of a stream share its versions; a linked event keeps its one place in the global order.';

CREATE TABLE "${flyway:defaultSchema}".head (
    id       integer PRIMARY KEY CHECK (id = 1),
    position bigint NOT NULL
);
COMMENT ON TABLE "${flyway:defaultSchema}".head IS 'The position that new events must be beyond even if the newest events were removed. Appends only read it.';
INSERT INTO "${flyway:defaultSchema}".head VALUES (1, 0);

CREATE TABLE "${flyway:defaultSchema}".commands (
    command_id uuid PRIMARY KEY,
    stream     text NOT NULL,
    version    bigint NOT NULL,
    position   bigint NOT NULL,
    events     integer NOT NULL,
    created_at timestamptz NOT NULL
);
COMMENT ON TABLE "${flyway:defaultSchema}".commands IS 'What each command with an id did, by which a command that is sent twice is known: it wrote the events with the versions from version - events + 1 to version.';

CREATE TABLE "${flyway:defaultSchema}".unique_keys (
    name   text NOT NULL,
    value  text NOT NULL,
    stream text NOT NULL,
    PRIMARY KEY (name, value)
);
CREATE INDEX ON "${flyway:defaultSchema}".unique_keys (stream);
COMMENT ON TABLE "${flyway:defaultSchema}".unique_keys IS 'Values that one stream holds and no other may have.';

CREATE TABLE "${flyway:defaultSchema}".snapshots (
    stream     text PRIMARY KEY,
    version    bigint NOT NULL,
    type       text NOT NULL,
    revision   integer NOT NULL,
    data       json NOT NULL,
    metadata   json,
    created_at timestamptz NOT NULL
);
COMMENT ON TABLE "${flyway:defaultSchema}".snapshots IS 'The newest snapshot of each stream that has one.';

CREATE TABLE "${flyway:defaultSchema}".deletions (
    stream         text NOT NULL,
    stream_id      bigint PRIMARY KEY,
    version        bigint NOT NULL,
    events         bigint NOT NULL,
    last_position  bigint,
    reason         text NOT NULL,
    deleted_by     text NOT NULL DEFAULT session_user,
    deleted_at     timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE "${flyway:defaultSchema}".deletions IS 'The record of hard deletes: what was removed for good, when, by which database user, and why.';

CREATE TABLE "${flyway:defaultSchema}".checkpoints (
    subscription text PRIMARY KEY,
    position     bigint NOT NULL,
    updated_at   timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE "${flyway:defaultSchema}".checkpoints IS 'The last position that each subscription has handled.';
