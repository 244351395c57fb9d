-- The tables of one event store, and the one function that writes its events.
-- Flyway replaces ${flyway:defaultSchema} by the schema that it migrates: a function's body does not see the search path of its creator.

CREATE TABLE "${flyway:defaultSchema}".streams (
    stream_id  bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    stream     text NOT NULL UNIQUE,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE "${flyway:defaultSchema}".streams IS 'The names of streams. A row is written with the first event of its stream and never changes.';

-- stream_id has no foreign key: append is the only writer, and the key would cost a good part of the append rate.
CREATE TABLE "${flyway:defaultSchema}".events (
    position       bigint PRIMARY KEY,
    stream_id      bigint NOT NULL,
    version        bigint NOT NULL,
    event_id       uuid NOT NULL UNIQUE,
    type           text NOT NULL,
    causation_id   uuid,
    correlation_id uuid,
    data           json NOT NULL,
    metadata       json,
    created_at     timestamptz NOT NULL,
    UNIQUE (stream_id, version)
);
COMMENT ON TABLE "${flyway:defaultSchema}".events IS 'All events. Positions and versions have no gaps and are given in the order of the commits.';

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

CREATE TABLE "${flyway:defaultSchema}".checkpoints (
    subscription text PRIMARY KEY,
    position     bigint NOT NULL,
    updated_at   timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE "${flyway:defaultSchema}".checkpoints IS 'The last position that each subscription has handled.';

-- Writes a batch of appends, each of them or none of it by its own outcome. The arrays of the first group have an element for each append, those of
-- the second an element for each event, of which p_append says the number of its append (from 1) and p_index its place in it (from 1).
-- A batch must not hold two appends to one stream, nor two of one command.
--
-- p_expected: n > 0 exactly this version, 0 no stream, -1 an existing stream, -2 any version.
--
-- outcome  version                         position                                    events    stream
-- appended the stream's after it           of its last event, or the stream's last one  written   its own
-- repeated what the command's first append returned ------------------------------------------->  the first one's, maybe another stream
-- refused  the version that the stream has 0                                           0         its own
--
-- One advisory lock for each store is held from here to the commit: so positions are in the order of the commits. Each statement must see all that was
-- committed before the lock was given, hence READ COMMITTED. The batch is planned once, as every look-up goes through a unique index whatever the
-- statistics say; these two settings hold inside the function only.
CREATE FUNCTION "${flyway:defaultSchema}".append(
    p_streams text[], p_expected bigint[], p_counts integer[], p_commands uuid[],
    p_append integer[], p_index integer[], p_ids uuid[], p_types text[], p_causations uuid[], p_correlations uuid[], p_data text[], p_metadata text[])
RETURNS TABLE (outcome text, version bigint, "position" bigint, events integer, stream text)
LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
AS $$
#variable_conflict use_column
DECLARE
    v_head bigint;
    v_now timestamptz;
BEGIN
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        RAISE EXCEPTION 'events can be appended in READ COMMITTED transactions only' USING ERRCODE = 'invalid_transaction_state';
    END IF;

    PERFORM pg_advisory_xact_lock(hashtextextended('commandery:${flyway:defaultSchema}', 0));

    v_now := clock_timestamp();
    v_head := greatest(
        (SELECT e.position FROM "${flyway:defaultSchema}".events e ORDER BY e.position DESC LIMIT 1),
        (SELECT h.position FROM "${flyway:defaultSchema}".head h WHERE h.id = 1));

    RETURN QUERY
    WITH asked AS MATERIALIZED (
        SELECT a.ordinal, a.stream, a.expected, a.events, a.command_id,
               s.stream_id, coalesce(last.version, 0) AS version, coalesce(last.position, 0) AS position,
               first.stream AS first_stream, first.version AS first_version, first.position AS first_position, first.events AS first_events,
               first.stream IS NULL
                   AND (a.expected = coalesce(last.version, 0) OR a.expected = -2 OR (a.expected = -1 AND last.version > 0)) AS accepted
          FROM unnest(p_streams, p_expected, p_counts, p_commands) WITH ORDINALITY AS a (stream, expected, events, command_id, ordinal)
          LEFT JOIN LATERAL (
              SELECT s.stream_id FROM "${flyway:defaultSchema}".streams s WHERE s.stream = a.stream LIMIT 1) s ON true
          LEFT JOIN LATERAL (
              SELECT e.version, e.position FROM "${flyway:defaultSchema}".events e
               WHERE e.stream_id = s.stream_id ORDER BY e.version DESC LIMIT 1) last ON true
          LEFT JOIN LATERAL (
              SELECT c.stream, c.version, c.position, c.events FROM "${flyway:defaultSchema}".commands c
               WHERE c.command_id = a.command_id LIMIT 1) first ON true
    ), created AS (
        INSERT INTO "${flyway:defaultSchema}".streams (stream, created_at)
        SELECT a.stream, v_now FROM asked a WHERE a.accepted AND a.events > 0 AND a.stream_id IS NULL
        RETURNING stream_id, stream
    ), written AS MATERIALIZED (
        SELECT a.ordinal, a.stream, a.command_id, a.events, coalesce(a.stream_id, c.stream_id) AS stream_id,
               a.version AS version_before,
               v_head + sum(a.events) OVER (ORDER BY a.ordinal) - a.events AS position_before,
               a.version + a.events AS version,
               CASE WHEN a.events = 0 THEN a.position ELSE v_head + sum(a.events) OVER (ORDER BY a.ordinal) END::bigint AS position
          FROM asked a LEFT JOIN created c ON c.stream = a.stream
         WHERE a.accepted
    ), stored AS (
        INSERT INTO "${flyway:defaultSchema}".events
            (position, stream_id, version, event_id, type, causation_id, correlation_id, data, metadata, created_at)
        SELECT w.position_before + e.index, w.stream_id, w.version_before + e.index, e.event_id, e.type,
               e.causation_id, e.correlation_id, e.data::json, e.metadata::json, v_now
          FROM unnest(p_append, p_index, p_ids, p_types, p_causations, p_correlations, p_data, p_metadata)
                   AS e (append, index, event_id, type, causation_id, correlation_id, data, metadata)
          JOIN written w ON w.ordinal = e.append
    ), remembered AS (
        INSERT INTO "${flyway:defaultSchema}".commands (command_id, stream, version, position, events, created_at)
        SELECT w.command_id, w.stream, w.version, w.position, w.events, v_now FROM written w WHERE w.command_id IS NOT NULL
    )
    SELECT CASE WHEN a.accepted THEN 'appended' WHEN a.first_stream IS NOT NULL THEN 'repeated' ELSE 'refused' END,
           CASE WHEN a.accepted THEN w.version ELSE coalesce(a.first_version, a.version) END,
           CASE WHEN a.accepted THEN w.position ELSE coalesce(a.first_position, 0) END,
           CASE WHEN a.accepted THEN w.events ELSE coalesce(a.first_events, 0) END,
           coalesce(a.first_stream, a.stream)
      FROM asked a LEFT JOIN written w ON w.ordinal = a.ordinal
     ORDER BY a.ordinal;
END
$$;
