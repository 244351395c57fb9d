-- The functions that write events.
--
-- Callers use append, or append_event where one plain event is all there is, which spares it the arrays. Both follow the same rules.
--
-- An advisory lock, one for each schema, is held to the commit, and positions are given under it: so they are in the order of the commits, and a
-- position that can be seen has all the lower ones before it. Each statement must see all that was committed before the lock was given, hence READ
-- COMMITTED. Versions and positions come from the indexes, and no row is updated: an old snapshot cannot make the append slow.
-- It is taken by an assignment, which PERFORM would do by a query of its own.
-- The settings hold inside the functions only: all look-ups go by unique indexes, whatever the statistics say, so plans are made once.
--
-- Expected version: n > 0 exactly this version, 0 no stream, -1 an existing stream, -2 any version.
--
-- outcome   version                          position                                        events   stream   facts
-- appended  of the stream after it           of its last event; without events the stream's  written  its own
-- repeated  what the command's first append answered; the stream may be another one
-- and these, which write nothing:
-- refused   of the stream, which is another  0                                               0        its own
-- deleted   of the stream, which is deleted  0                                               0        its own
-- changed   of the stream                    of an event that matches the condition          0        its own
-- unknown   of the stream                    0                                               0        its own  the id of the event that is to be linked
-- duplicate of the stream                    0                                               0        its own
-- taken     of the stream                    0                                               0        its own  the key's name and value, and the stream that holds it
--
-- The events that an append writes are those and the links.

-- Data as it is stored. JSON as bytes is not looked into: what is no JSON is not refused then.
DO $do$
BEGIN
    EXECUTE format(
        'CREATE FUNCTION "${flyway:defaultSchema}".payload(text) RETURNS ${payload} LANGUAGE sql AS %L',
        CASE '${payload}' WHEN 'bytea' THEN 'SELECT pg_catalog.convert_to($1, ''UTF8'')' ELSE 'SELECT $1::${payload}' END);
END
$do$;

-- The first event after a position, and not after another one, that matches one of the criteria; null when none does. Criteria without tags are looked
-- for in all events between the positions.
CREATE FUNCTION "${flyway:defaultSchema}".first_match(p_criteria jsonb, p_after bigint, p_last bigint) RETURNS bigint
LANGUAGE plpgsql
AS $$
DECLARE
    c record;
    v_match bigint;
BEGIN
    FOR c IN SELECT * FROM jsonb_to_recordset(p_criteria) AS c (types text[], tags text[], prefix text, correlation uuid) LOOP
        -- What a subquery asks is asked of one row at a time: a join might be planned otherwise.
        IF c.tags IS NULL THEN
            SELECT e.position INTO v_match
              FROM "${flyway:defaultSchema}".events e
             WHERE e.position > p_after AND e.position <= p_last
               AND (c.types IS NULL OR e.type = ANY (c.types))
               AND (c.correlation IS NULL OR e.correlation_id = c.correlation)
               AND (c.prefix IS NULL OR (SELECT starts_with(s.stream, c.prefix) FROM "${flyway:defaultSchema}".streams s WHERE s.stream_id = e.stream_id))
             ORDER BY e.position LIMIT 1;
        ELSE
            SELECT t.position INTO v_match
              FROM "${flyway:defaultSchema}".event_tags t
             WHERE t.tag = c.tags[1] AND t.position > p_after AND t.position <= p_last
               AND (SELECT e.tags @> c.tags
                           AND (c.types IS NULL OR e.type = ANY (c.types))
                           AND (c.correlation IS NULL OR e.correlation_id = c.correlation)
                           AND (c.prefix IS NULL OR (SELECT starts_with(s.stream, c.prefix) FROM "${flyway:defaultSchema}".streams s WHERE s.stream_id = e.stream_id))
                      FROM "${flyway:defaultSchema}".events e WHERE e.position = t.position)
             ORDER BY t.position LIMIT 1;
        END IF;
        IF v_match IS NOT NULL THEN
            RETURN v_match;
        END IF;
    END LOOP;
    RETURN NULL;
END
$$;

-- Why an append cannot have its extras, which are described with append; without an outcome when it can.
CREATE FUNCTION "${flyway:defaultSchema}".refusal(
    p_stream text, p_stream_id bigint, p_extras jsonb, p_last bigint, OUT outcome text, OUT "position" bigint, OUT facts text[])
LANGUAGE plpgsql
AS $$
#variable_conflict use_column
DECLARE
    v_ids uuid[];
    v_positions bigint[];
BEGIN
    IF p_extras ? 'criteria' THEN
        position := "${flyway:defaultSchema}".first_match(p_extras -> 'criteria', (p_extras ->> 'after')::bigint, p_last);
        IF refusal.position IS NOT NULL THEN
            outcome := 'changed';
            RETURN;
        END IF;
    END IF;

    IF p_extras ? 'links' THEN
        SELECT array_agg(l.id::uuid ORDER BY l.number), array_agg(e.position ORDER BY l.number) INTO v_ids, v_positions
          FROM jsonb_array_elements_text(p_extras -> 'links') WITH ORDINALITY AS l (id, number)
          LEFT JOIN LATERAL (SELECT e.position FROM "${flyway:defaultSchema}".events e WHERE e.event_id = l.id::uuid OFFSET 0) e ON true;
        IF array_position(v_positions, NULL) IS NOT NULL THEN
            outcome := 'unknown';
            facts := ARRAY[v_ids[array_position(v_positions, NULL)]::text];
            RETURN;
        END IF;
        IF cardinality(v_positions) > (SELECT count(DISTINCT p) FROM unnest(v_positions) AS p)
           OR EXISTS (SELECT FROM "${flyway:defaultSchema}".links l WHERE l.stream_id = p_stream_id AND l.position = ANY (v_positions))
           OR EXISTS (SELECT FROM "${flyway:defaultSchema}".events e WHERE e.stream_id = p_stream_id AND e.position = ANY (v_positions)) THEN
            outcome := 'duplicate';
            RETURN;
        END IF;
    END IF;

    IF p_extras ? 'claims' THEN
        SELECT 'taken', ARRAY[k.name, k.value, k.stream] INTO outcome, facts
          FROM jsonb_to_recordset(p_extras -> 'claims') AS c (name text, value text)
          CROSS JOIN LATERAL (SELECT * FROM "${flyway:defaultSchema}".unique_keys k WHERE k.name = c.name AND k.value = c.value OFFSET 0) k
         WHERE k.stream <> p_stream
         LIMIT 1;
    END IF;
END
$$;

-- Writes the extras of an append that is not refused. p_version is the version of the stream with the append's events.
CREATE FUNCTION "${flyway:defaultSchema}".write_extras(p_stream text, p_stream_id bigint, p_version bigint, p_extras jsonb) RETURNS void
LANGUAGE plpgsql
AS $$
BEGIN
    IF p_extras ? 'links' THEN
        INSERT INTO "${flyway:defaultSchema}".links (stream_id, version, position)
        SELECT p_stream_id, p_version + l.number, (SELECT e.position FROM "${flyway:defaultSchema}".events e WHERE e.event_id = l.id::uuid)
          FROM jsonb_array_elements_text(p_extras -> 'links') WITH ORDINALITY AS l (id, number);
        UPDATE "${flyway:defaultSchema}".streams s SET linked = true WHERE s.stream_id = p_stream_id AND NOT s.linked;
    END IF;
    IF p_extras ? 'releases' THEN
        DELETE FROM "${flyway:defaultSchema}".unique_keys k
         USING jsonb_to_recordset(p_extras -> 'releases') AS r (name text, value text)
         WHERE k.name = r.name AND k.value = r.value AND k.stream = p_stream;
    END IF;
    IF p_extras ? 'claims' THEN
        INSERT INTO "${flyway:defaultSchema}".unique_keys (name, value, stream)
        SELECT c.name, c.value, p_stream FROM jsonb_to_recordset(p_extras -> 'claims') AS c (name text, value text)
            ON CONFLICT DO NOTHING;
    END IF;
END
$$;

-- Writes a batch of appends and answers each with a row, in their order. The arrays of the second line have an element for each append; those after
-- it one for each event, in the order of the appends, where p_append is the number of its append, from 1. An array of which no element is given is
-- null as a whole. A batch must not hold two appends to one stream, unless they are together and follow each other; nor two of one command.
--
-- p_together: whether one that is refused refuses all, by an error of SQLSTATE CR001 whose detail is the refused one's row as JSON. When a command of
-- one of them is stored already, all are repeated; those that are not stored have the version -1. Otherwise each append is written wholly or not at all.
--
-- p_last: the event that must be the last one that was appended to the stream itself, for those who know which it was. A stream that was removed and
-- begun again may be at the version that they expect.
--
-- p_extras holds what few appends have, as JSON objects:
-- links      ids of stored events that the stream is to show after the new ones
-- criteria   no event that matches one of them may stand after the position "after". Appends before it count, but for those that it is together with
-- releases   keys that the stream gives back, as {name, value}
-- claims     keys that it is to hold after that
CREATE FUNCTION "${flyway:defaultSchema}".append(
    p_together boolean,
    p_streams text[], p_expected bigint[], p_last uuid[], p_counts integer[], p_commands uuid[], p_extras text[],
    p_append integer[], p_ids uuid[], p_types text[], p_revisions integer[], p_data text[], p_metadata text[],
    p_causations uuid[], p_correlations uuid[], p_tags text[], p_created timestamptz[])
RETURNS TABLE (outcome text, version bigint, "position" bigint, events integer, stream text, facts text[])
LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
AS $$
#variable_conflict use_column
DECLARE
    v_lock text;
    v_now timestamptz;
    v_first_head bigint;
    v_head bigint;
    -- For each append: what there is of its stream before this call.
    v_found_ids bigint[];
    v_found_deleted boolean[];
    v_found_linked boolean[];
    v_found_versions bigint[];
    v_found_positions bigint[];
    v_found_last uuid[];
    v_stream_id bigint;
    v_deleted boolean;
    v_last uuid;
    -- How many events the appends before this one have, refused ones included; and how many of them are inserted, or need not be.
    v_before integer := 0;
    v_inserted integer := 0;
    -- For each append: its stream, 0 when it writes no events; and what is to be added to an event's number to get its version and its position.
    v_stream_ids bigint[];
    v_versions bigint[];
    v_positions bigint[];
    v_extras jsonb;
    v_match bigint;
BEGIN
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        RAISE EXCEPTION 'events are appended in READ COMMITTED transactions only' USING ERRCODE = 'invalid_transaction_state';
    END IF;
    v_lock := pg_advisory_xact_lock(hashtextextended('commandery:${flyway:defaultSchema}', 0));

    v_now := clock_timestamp();
    v_head := greatest(
        (SELECT e.position FROM "${flyway:defaultSchema}".events e ORDER BY e.position DESC LIMIT 1),
        (SELECT h.position FROM "${flyway:defaultSchema}".head h WHERE h.id = 1));
    v_first_head := v_head;

    IF p_together AND EXISTS (SELECT FROM "${flyway:defaultSchema}".commands c WHERE c.command_id = ANY (p_commands)) THEN
        RETURN QUERY
        SELECT 'repeated', coalesce(c.version, -1), coalesce(c.position, -1), coalesce(c.events, 0), coalesce(c.stream, a.stream), NULL::text[]
          FROM unnest(p_streams, p_commands) WITH ORDINALITY AS a (stream, command_id, number)
          LEFT JOIN "${flyway:defaultSchema}".commands c ON c.command_id = a.command_id
         ORDER BY a.number;
        RETURN;
    END IF;

    -- One query for all, as to begin one costs more than its look-ups. They are subqueries of one row, which cannot be joined in another way.
    -- Events before the expected version do not matter, but in streams with links: without that bound, each entry that the stream has in a page of the
    -- index would be looked at, though only the last is wanted.
    SELECT array_agg(s.stream_id ORDER BY a.number),
           array_agg(s.deleted_at IS NOT NULL ORDER BY a.number),
           array_agg(s.linked ORDER BY a.number),
           array_agg(coalesce(e.version, 0) ORDER BY a.number),
           array_agg(e.position ORDER BY a.number),
           array_agg(e.event_id ORDER BY a.number)
      INTO v_found_ids, v_found_deleted, v_found_linked, v_found_versions, v_found_positions, v_found_last
      FROM unnest(p_streams, p_expected) WITH ORDINALITY AS a (stream, expected, number)
      LEFT JOIN LATERAL (SELECT * FROM "${flyway:defaultSchema}".streams s WHERE s.stream = a.stream OFFSET 0) s ON true
      LEFT JOIN LATERAL (
           SELECT e.version, e.position, e.event_id FROM "${flyway:defaultSchema}".events e
            WHERE e.stream_id = s.stream_id AND e.version >= CASE WHEN s.linked THEN 0 ELSE a.expected END
            ORDER BY e.version DESC LIMIT 1) e ON true;

    FOR i IN 1 .. cardinality(p_streams) + 1 LOOP
        v_before := v_before + coalesce(p_counts[i - 1], 0);

        -- All at once at the end, unless an append looks at what those before it wrote.
        IF v_inserted < v_before AND (i > cardinality(p_streams) OR p_extras[i] IS NOT NULL) THEN
            INSERT INTO "${flyway:defaultSchema}".events
                   (position, stream_id, version, event_id, type, revision, causation_id, correlation_id, data, metadata, tags, created_at)
            SELECT v_positions[p_append[n]] + n, v_stream_ids[p_append[n]], v_versions[p_append[n]] + n, p_ids[n], p_types[n],
                   coalesce(p_revisions[n], 1), p_causations[n], p_correlations[n], "${flyway:defaultSchema}".payload(p_data[n]), p_metadata[n]::json, p_tags[n]::text[],
                   coalesce(p_created[n], v_now)
              FROM generate_series(v_inserted + 1, v_before) AS n
             WHERE v_stream_ids[p_append[n]] > 0;
            IF p_tags IS NOT NULL THEN
                INSERT INTO "${flyway:defaultSchema}".event_tags (tag, position)
                SELECT t, v_positions[p_append[n]] + n
                  FROM generate_series(v_inserted + 1, v_before) AS n, unnest(p_tags[n]::text[]) AS t
                 WHERE v_stream_ids[p_append[n]] > 0;
            END IF;
            v_inserted := v_before;
        END IF;
        EXIT WHEN i > cardinality(p_streams);

        v_stream_ids[i] := 0;
        facts := NULL;
        IF p_commands[i] IS NOT NULL AND NOT p_together THEN
            SELECT 'repeated', c.version, c.position, c.events, c.stream INTO outcome, version, position, events, stream
              FROM "${flyway:defaultSchema}".commands c
             WHERE c.command_id = p_commands[i];
            IF FOUND THEN
                RETURN NEXT;
                CONTINUE;
            END IF;
        END IF;

        -- One that goes on with the stream of the append before it finds the variables as that one left them.
        IF NOT p_together OR p_streams[i] IS DISTINCT FROM p_streams[i - 1] THEN
            v_stream_id := v_found_ids[i];
            v_deleted := v_found_deleted[i];
            version := v_found_versions[i];
            position := v_found_positions[i];
            v_last := v_found_last[i];
            IF v_found_linked[i] OR version < p_expected[i] THEN
                version := coalesce("${flyway:defaultSchema}".stream_version(v_stream_id), 0);
            END IF;
        ELSE
            v_last := p_last[i];
        END IF;
        stream := p_streams[i];
        outcome := CASE WHEN v_deleted THEN 'deleted'
                        WHEN p_last[i] IS NOT NULL AND p_last[i] IS DISTINCT FROM v_last THEN 'refused'
                        WHEN p_expected[i] = version OR p_expected[i] = -2 OR p_expected[i] = -1 AND version > 0 THEN 'appended'
                        ELSE 'refused' END;

        v_extras := p_extras[i]::jsonb;
        v_match := NULL;
        IF outcome = 'appended' AND v_extras IS NOT NULL THEN
            SELECT coalesce(r.outcome, 'appended'), r.position, r.facts INTO outcome, v_match, facts
              FROM "${flyway:defaultSchema}".refusal(p_streams[i], v_stream_id, v_extras, CASE WHEN p_together THEN v_first_head ELSE v_head END) r;
        END IF;
        IF outcome <> 'appended' THEN
            position := coalesce(v_match, 0);
            events := 0;
            IF p_together THEN
                RAISE EXCEPTION 'an append is refused, and with it those that it is together with' USING ERRCODE = 'CR001',
                    DETAIL = json_build_object(
                        'outcome', outcome, 'version', version, 'position', position, 'stream', stream, 'facts', facts);
            END IF;
            RETURN NEXT;
            CONTINUE;
        END IF;

        position := coalesce(position, 0);
        events := p_counts[i] + coalesce(jsonb_array_length(v_extras -> 'links'), 0);
        IF events > 0 AND v_stream_id IS NULL THEN
            INSERT INTO "${flyway:defaultSchema}".streams (stream, created_at) VALUES (p_streams[i], v_now)
            RETURNING stream_id INTO v_stream_id;
        END IF;
        IF p_counts[i] > 0 THEN
            v_stream_ids[i] := v_stream_id;
            v_versions[i] := version - v_before;
            v_positions[i] := v_head - v_before;
            v_head := v_head + p_counts[i];
            position := v_head;
        END IF;
        IF v_extras IS NOT NULL THEN
            PERFORM "${flyway:defaultSchema}".write_extras(p_streams[i], v_stream_id, append.version + p_counts[i], v_extras);
        END IF;
        version := version + events;
        IF p_commands[i] IS NOT NULL THEN
            INSERT INTO "${flyway:defaultSchema}".commands (command_id, stream, version, position, events, created_at)
            VALUES (p_commands[i], p_streams[i], append.version, append.position, append.events, v_now);
        END IF;
        RETURN NEXT;
    END LOOP;
END
$$;

-- Writes a batch in which some appends belong together, group by group: p_sizes says how many appends each has, and p_together whether they are
-- written all or none. If none, each of them is answered with the row of the one that is refused. All else is as for append.
CREATE FUNCTION "${flyway:defaultSchema}".append_groups(
    p_sizes integer[], p_together boolean[],
    p_streams text[], p_expected bigint[], p_last uuid[], p_counts integer[], p_commands uuid[], p_extras text[],
    p_append integer[], p_ids uuid[], p_types text[], p_revisions integer[], p_data text[], p_metadata text[],
    p_causations uuid[], p_correlations uuid[], p_tags text[], p_created timestamptz[])
RETURNS TABLE (outcome text, version bigint, "position" bigint, events integer, stream text, facts text[])
LANGUAGE plpgsql
AS $$
#variable_conflict use_column
DECLARE
    -- The first and last append of the group, and the first and last event.
    a integer := 1;
    z integer;
    b integer := 1;
    y integer;
    v_lock text;
    v_refused text;
BEGIN
    -- Here, as a group that is refused gives back the locks that it has taken.
    v_lock := pg_advisory_xact_lock(hashtextextended('commandery:${flyway:defaultSchema}', 0));

    FOR g IN 1 .. cardinality(p_sizes) LOOP
        z := a + p_sizes[g] - 1;
        y := b + (SELECT sum(n) FROM unnest(p_counts[a:z]) AS n) - 1;
        BEGIN
            RETURN QUERY SELECT * FROM "${flyway:defaultSchema}".append(
                p_together[g],
                p_streams[a:z], p_expected[a:z], p_last[a:z], p_counts[a:z], p_commands[a:z], p_extras[a:z],
                ARRAY(SELECT n - a + 1 FROM unnest(p_append[b:y]) AS n), p_ids[b:y], p_types[b:y], p_revisions[b:y], p_data[b:y], p_metadata[b:y],
                p_causations[b:y], p_correlations[b:y], p_tags[b:y], p_created[b:y]);
        EXCEPTION WHEN SQLSTATE 'CR001' THEN
            GET STACKED DIAGNOSTICS v_refused = PG_EXCEPTION_DETAIL;
            RETURN QUERY SELECT r.* FROM generate_series(a, z), json_to_record(v_refused::json)
                AS r (outcome text, version bigint, "position" bigint, events integer, stream text, facts text[]);
        END;
        a := z + 1;
        b := y + 1;
    END LOOP;
END
$$;

-- Writes one event without tags, at the time of now, and nothing else: an append of its own. The answer is outcome, version, position, events and stream, in
-- an array of texts: a row would be taken from a function in FROM, which costs more. There are no facts, as there are no extras.
CREATE FUNCTION "${flyway:defaultSchema}".append_event(
    p_stream text, p_expected bigint, p_last uuid, p_command uuid,
    p_id uuid, p_type text, p_revision integer, p_data text, p_metadata text, p_causation uuid, p_correlation uuid)
RETURNS text[]
LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
AS $$
DECLARE
    v_lock text;
    v_repeated text[];
    v_stream_id bigint;
    v_deleted boolean;
    v_linked boolean;
    v_last uuid;
    v_version bigint;
    v_position bigint;
BEGIN
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        RAISE EXCEPTION 'events are appended in READ COMMITTED transactions only' USING ERRCODE = 'invalid_transaction_state';
    END IF;
    v_lock := pg_advisory_xact_lock(hashtextextended('commandery:${flyway:defaultSchema}', 0));

    IF p_command IS NOT NULL THEN
        SELECT ARRAY['repeated', c.version::text, c.position::text, c.events::text, c.stream] INTO v_repeated
          FROM "${flyway:defaultSchema}".commands c
         WHERE c.command_id = p_command;
        IF FOUND THEN
            RETURN v_repeated;
        END IF;
    END IF;

    SELECT s.stream_id, s.deleted_at IS NOT NULL, s.linked, coalesce(e.version, 0), e.event_id
      INTO v_stream_id, v_deleted, v_linked, v_version, v_last
      FROM "${flyway:defaultSchema}".streams s
      LEFT JOIN LATERAL (
           SELECT e.version, e.event_id FROM "${flyway:defaultSchema}".events e
            WHERE e.stream_id = s.stream_id AND e.version >= CASE WHEN s.linked THEN 0 ELSE p_expected END
            ORDER BY e.version DESC LIMIT 1) e ON true
     WHERE s.stream = p_stream;
    IF v_linked OR v_version < p_expected THEN
        v_version := "${flyway:defaultSchema}".stream_version(v_stream_id);
    END IF;
    v_version := coalesce(v_version, 0);
    IF v_deleted THEN
        RETURN ARRAY['deleted', v_version::text, '0', '0', p_stream];
    ELSIF p_last IS NOT NULL AND p_last IS DISTINCT FROM v_last
            OR NOT (p_expected = v_version OR p_expected = -2 OR p_expected = -1 AND v_version > 0) THEN
        RETURN ARRAY['refused', v_version::text, '0', '0', p_stream];
    END IF;

    IF v_stream_id IS NULL THEN
        INSERT INTO "${flyway:defaultSchema}".streams (stream) VALUES (p_stream) RETURNING stream_id INTO v_stream_id;
    END IF;
    v_version := v_version + 1;
    INSERT INTO "${flyway:defaultSchema}".events
           (position, stream_id, version, event_id, type, revision, causation_id, correlation_id, data, metadata, created_at)
    VALUES (1 + greatest(
               (SELECT e.position FROM "${flyway:defaultSchema}".events e ORDER BY e.position DESC LIMIT 1),
               (SELECT h.position FROM "${flyway:defaultSchema}".head h WHERE h.id = 1)),
            v_stream_id, v_version, p_id, p_type, p_revision, p_causation, p_correlation, "${flyway:defaultSchema}".payload(p_data), p_metadata::json,
            clock_timestamp())
    RETURNING position INTO v_position;
    IF p_command IS NOT NULL THEN
        INSERT INTO "${flyway:defaultSchema}".commands (command_id, stream, version, position, events, created_at)
        VALUES (p_command, p_stream, v_version, v_position, 1, clock_timestamp());
    END IF;
    RETURN ARRAY['appended', v_version::text, v_position::text, '1', p_stream];
END
$$;
