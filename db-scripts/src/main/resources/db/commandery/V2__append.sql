-- The functions that write events.
--
-- Callers use append, or append_event where one plain event is all there is, which spares it the arrays. Both follow the same rules.
--
-- An advisory lock, one for each schema, is held to the commit, and positions are given under it: so they are in the order of the commits, and a
-- position that can be seen has all the lower ones before it. Each statement must see all that was committed before the lock was given, hence READ
-- COMMITTED. Versions and positions come from the indexes, and no row is updated: an old snapshot cannot make the append slow.
-- The settings hold inside the functions only: all look-ups go by unique indexes, whatever the statistics say, so plans are made once.
--
-- Expected version: n > 0 exactly this version, 0 no stream, -1 an existing stream, -2 any version.
--
-- outcome  version                          position                                        events   stream
-- appended of the stream after it           of its last event; without events the stream's  written  its own
-- repeated what the command's first append answered; the stream may be another one
-- refused  of the stream, which is another  0                                               0        its own
-- deleted  0                                0                                               0        its own

-- Data as it is stored. JSON as bytes is not looked into: what is no JSON is not refused then.
DO $do$
BEGIN
    EXECUTE format(
        'CREATE FUNCTION "${flyway:defaultSchema}".payload(text) RETURNS ${payload} LANGUAGE sql AS %L',
        CASE '${payload}' WHEN 'bytea' THEN 'SELECT pg_catalog.convert_to($1, ''UTF8'')' ELSE 'SELECT $1::${payload}' END);
END
$do$;

-- Writes a batch of appends, each of them wholly or not at all, and answers each with a row, in their order. The arrays of the first line have an
-- element for each append; the others one for each event, in the order of the appends, where p_append is the number of its append, from 1. An array
-- of which no element is given is null as a whole.
-- A batch must not hold two appends to one stream, nor two of one command.
CREATE FUNCTION "${flyway:defaultSchema}".append(
    p_streams text[], p_expected bigint[], p_counts integer[], p_commands uuid[],
    p_append integer[], p_ids uuid[], p_types text[], p_revisions integer[], p_data text[], p_metadata text[],
    p_causations uuid[], p_correlations uuid[], p_tags text[], p_created timestamptz[])
RETURNS TABLE (outcome text, version bigint, "position" bigint, events integer, stream text)
LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
AS $$
#variable_conflict use_column
DECLARE
    v_now timestamptz;
    v_head bigint;
    v_stream_id bigint;
    v_deleted boolean;
    -- How many events the appends before this one have, refused ones included.
    v_before integer := 0;
    -- For each append: its stream, 0 when it writes no events; and what is to be added to an event's number to get its version and its position.
    v_stream_ids bigint[];
    v_versions bigint[];
    v_positions bigint[];
BEGIN
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        RAISE EXCEPTION 'events are appended in READ COMMITTED transactions only' USING ERRCODE = 'invalid_transaction_state';
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('commandery:${flyway:defaultSchema}', 0));

    v_now := clock_timestamp();
    v_head := greatest(
        (SELECT e.position FROM "${flyway:defaultSchema}".events e ORDER BY e.position DESC LIMIT 1),
        (SELECT h.position FROM "${flyway:defaultSchema}".head h WHERE h.id = 1));

    FOR i IN 1 .. cardinality(p_streams) LOOP
        v_stream_ids[i] := 0;
        v_before := v_before + coalesce(p_counts[i - 1], 0);

        IF p_commands[i] IS NOT NULL THEN
            SELECT 'repeated', c.version, c.position, c.events, c.stream INTO outcome, version, position, events, stream
              FROM "${flyway:defaultSchema}".commands c
             WHERE c.command_id = p_commands[i];
            IF FOUND THEN
                RETURN NEXT;
                CONTINUE;
            END IF;
        END IF;

        SELECT s.stream_id, s.deleted_at IS NOT NULL, greatest(s.version_floor, e.version), e.position
          INTO v_stream_id, v_deleted, version, position
          FROM "${flyway:defaultSchema}".streams s
          LEFT JOIN LATERAL (
               SELECT e.version, e.position FROM "${flyway:defaultSchema}".events e
                WHERE e.stream_id = s.stream_id ORDER BY e.version DESC LIMIT 1) e ON true
         WHERE s.stream = p_streams[i];
        version := coalesce(version, 0);
        stream := p_streams[i];
        outcome := CASE WHEN v_deleted THEN 'deleted'
                        WHEN p_expected[i] = version OR p_expected[i] = -2 OR p_expected[i] = -1 AND version > 0 THEN 'appended'
                        ELSE 'refused' END;
        IF outcome <> 'appended' THEN
            position := 0;
            events := 0;
            RETURN NEXT;
            CONTINUE;
        END IF;

        position := coalesce(position, 0);
        events := p_counts[i];
        IF events > 0 THEN
            IF v_stream_id IS NULL THEN
                INSERT INTO "${flyway:defaultSchema}".streams (stream, created_at) VALUES (p_streams[i], v_now)
                RETURNING stream_id INTO v_stream_id;
            END IF;
            v_stream_ids[i] := v_stream_id;
            v_versions[i] := version - v_before;
            v_positions[i] := v_head - v_before;
            version := version + events;
            v_head := v_head + events;
            position := v_head;
        END IF;
        IF p_commands[i] IS NOT NULL THEN
            INSERT INTO "${flyway:defaultSchema}".commands (command_id, stream, version, position, events, created_at)
            VALUES (p_commands[i], p_streams[i], append.version, append.position, append.events, v_now);
        END IF;
        RETURN NEXT;
    END LOOP;

    INSERT INTO "${flyway:defaultSchema}".events
           (position, stream_id, version, event_id, type, revision, causation_id, correlation_id, data, metadata, tags, created_at)
    SELECT v_positions[p_append[n]] + n, v_stream_ids[p_append[n]], v_versions[p_append[n]] + n, p_ids[n], p_types[n], coalesce(p_revisions[n], 1),
           p_causations[n], p_correlations[n], "${flyway:defaultSchema}".payload(p_data[n]), p_metadata[n]::json, p_tags[n]::text[], coalesce(p_created[n], v_now)
      FROM generate_series(1, cardinality(p_ids)) AS n
     WHERE v_stream_ids[p_append[n]] > 0;
    IF p_tags IS NOT NULL THEN
        INSERT INTO "${flyway:defaultSchema}".event_tags (tag, position)
        SELECT t, v_positions[p_append[n]] + n
          FROM generate_series(1, cardinality(p_ids)) AS n, unnest(p_tags[n]::text[]) AS t
         WHERE v_stream_ids[p_append[n]] > 0;
    END IF;
END
$$;

-- Writes one event: an append of its own.
CREATE FUNCTION "${flyway:defaultSchema}".append_event(
    p_stream text, p_expected bigint, p_command uuid,
    p_id uuid, p_type text, p_revision integer, p_data text, p_metadata text, p_causation uuid, p_correlation uuid,
    OUT outcome text, OUT version bigint, OUT "position" bigint, OUT events integer, OUT stream text)
LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
AS $$
#variable_conflict use_column
DECLARE
    v_stream_id bigint;
    v_deleted boolean;
BEGIN
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        RAISE EXCEPTION 'events are appended in READ COMMITTED transactions only' USING ERRCODE = 'invalid_transaction_state';
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('commandery:${flyway:defaultSchema}', 0));

    IF p_command IS NOT NULL THEN
        SELECT 'repeated', c.version, c.position, c.events, c.stream INTO outcome, version, position, events, stream
          FROM "${flyway:defaultSchema}".commands c
         WHERE c.command_id = p_command;
        IF FOUND THEN
            RETURN;
        END IF;
    END IF;

    SELECT s.stream_id, s.deleted_at IS NOT NULL, greatest(s.version_floor, e.version) INTO v_stream_id, v_deleted, version
      FROM "${flyway:defaultSchema}".streams s
      LEFT JOIN LATERAL (
           SELECT e.version FROM "${flyway:defaultSchema}".events e
            WHERE e.stream_id = s.stream_id ORDER BY e.version DESC LIMIT 1) e ON true
     WHERE s.stream = p_stream;
    version := coalesce(version, 0);
    stream := p_stream;
    outcome := CASE WHEN v_deleted THEN 'deleted'
                    WHEN p_expected = version OR p_expected = -2 OR p_expected = -1 AND version > 0 THEN 'appended'
                    ELSE 'refused' END;
    IF outcome <> 'appended' THEN
        position := 0;
        events := 0;
        RETURN;
    END IF;

    events := 1;
    IF v_stream_id IS NULL THEN
        INSERT INTO "${flyway:defaultSchema}".streams (stream) VALUES (p_stream) RETURNING stream_id INTO v_stream_id;
    END IF;
    INSERT INTO "${flyway:defaultSchema}".events
           (position, stream_id, version, event_id, type, revision, causation_id, correlation_id, data, metadata, created_at)
    VALUES (1 + greatest(
               (SELECT e.position FROM "${flyway:defaultSchema}".events e ORDER BY e.position DESC LIMIT 1),
               (SELECT h.position FROM "${flyway:defaultSchema}".head h WHERE h.id = 1)),
            v_stream_id, append_event.version + 1, p_id, p_type, p_revision, p_causation, p_correlation, "${flyway:defaultSchema}".payload(p_data), p_metadata::json,
            clock_timestamp())
    RETURNING version, position INTO version, position;
    IF p_command IS NOT NULL THEN
        INSERT INTO "${flyway:defaultSchema}".commands (command_id, stream, version, position, events, created_at)
        VALUES (p_command, p_stream, append_event.version, append_event.position, 1, clock_timestamp());
    END IF;
END
$$;
