-- How streams end, and what keeps events from being changed or removed in any other way.

-- The version of a stream: that of its newest event or link, or that of a newer link that was removed.
CREATE FUNCTION "${flyway:defaultSchema}".stream_version(p_stream_id bigint)
RETURNS bigint
LANGUAGE sql
STABLE
AS $$
    SELECT greatest(
        (SELECT e.version FROM "${flyway:defaultSchema}".events e WHERE e.stream_id = p_stream_id ORDER BY e.version DESC LIMIT 1),
        (SELECT l.version FROM "${flyway:defaultSchema}".links l WHERE l.stream_id = p_stream_id ORDER BY l.version DESC LIMIT 1),
        (SELECT s.version_floor FROM "${flyway:defaultSchema}".streams s WHERE s.stream_id = p_stream_id))
$$;

-- Both functions below take the lock of the appends, so that the version that they look at is the last one, and keep it to the commit. Expected
-- versions are those of append.
--
-- outcome  version
-- deleted  of the stream at its end
-- refused  of the stream, which is another than expected
-- gone     of the stream, which was soft-deleted before
-- missing  0: there is no such stream

-- Has a stream refuse readers and appends from now on. The keys that it held are free: it could not release them any more.
CREATE FUNCTION "${flyway:defaultSchema}".soft_delete(p_stream text, p_expected bigint, OUT outcome text, OUT version bigint)
LANGUAGE plpgsql
AS $$
DECLARE
    v_stream "${flyway:defaultSchema}".streams;
BEGIN
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        RAISE EXCEPTION 'streams are deleted in READ COMMITTED transactions only' USING ERRCODE = 'invalid_transaction_state';
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('commandery:${flyway:defaultSchema}', 0));

    SELECT * INTO v_stream FROM "${flyway:defaultSchema}".streams s WHERE s.stream = p_stream;
    IF NOT FOUND THEN
        outcome := 'missing';
        version := 0;
        RETURN;
    END IF;
    version := "${flyway:defaultSchema}".stream_version(v_stream.stream_id);
    outcome := CASE
        WHEN v_stream.deleted_at IS NOT NULL THEN 'gone'
        WHEN p_expected NOT IN (version, -1, -2) THEN 'refused'
        ELSE 'deleted'
    END;
    IF outcome = 'deleted' THEN
        UPDATE "${flyway:defaultSchema}".streams s SET deleted_at = clock_timestamp() WHERE s.stream_id = v_stream.stream_id;
        DELETE FROM "${flyway:defaultSchema}".unique_keys k WHERE k.stream = p_stream;
    END IF;
END
$$;

-- Removes a stream and all that is stored of it, and keeps a record of that. Floors see to it that nothing that was removed is given out again: neither
-- a position nor, in a stream that linked its events, a version. The ids of its commands have no index by stream, which appends would pay for: they
-- are found by looking through all of them.
CREATE FUNCTION "${flyway:defaultSchema}".hard_delete(p_stream text, p_expected bigint, p_reason text, OUT outcome text, OUT version bigint)
LANGUAGE plpgsql
AS $$
DECLARE
    v_stream_id bigint;
    v_positions bigint[];
    v_last bigint;
BEGIN
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        RAISE EXCEPTION 'streams are deleted in READ COMMITTED transactions only' USING ERRCODE = 'invalid_transaction_state';
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('commandery:${flyway:defaultSchema}', 0));

    SELECT s.stream_id INTO v_stream_id FROM "${flyway:defaultSchema}".streams s WHERE s.stream = p_stream;
    IF NOT FOUND THEN
        outcome := 'missing';
        version := 0;
        RETURN;
    END IF;
    version := "${flyway:defaultSchema}".stream_version(v_stream_id);
    IF p_expected NOT IN (version, -1, -2) THEN
        outcome := 'refused';
        RETURN;
    END IF;

    -- To the end of this function, or to the rollback if it fails: see refuse_change.
    PERFORM set_config('commandery.hard_delete', 'on', true);

    SELECT array_agg(e.position ORDER BY e.position) INTO v_positions
      FROM "${flyway:defaultSchema}".events e WHERE e.stream_id = v_stream_id;
    v_last := v_positions[cardinality(v_positions)];

    UPDATE "${flyway:defaultSchema}".streams s SET version_floor = greatest(s.version_floor, removed.version)
      FROM (SELECT l.stream_id, max(l.version) AS version
              FROM "${flyway:defaultSchema}".links l
             WHERE l.position = ANY (v_positions) GROUP BY l.stream_id) removed
     WHERE s.stream_id = removed.stream_id;
    UPDATE "${flyway:defaultSchema}".head h SET position = v_last WHERE h.position < v_last;

    DELETE FROM "${flyway:defaultSchema}".links l WHERE l.position = ANY (v_positions);
    DELETE FROM "${flyway:defaultSchema}".links l WHERE l.stream_id = v_stream_id;
    DELETE FROM "${flyway:defaultSchema}".event_tags t
     USING (SELECT e.position, unnest(e.tags) AS tag FROM "${flyway:defaultSchema}".events e WHERE e.stream_id = v_stream_id) tagged
     WHERE t.tag = tagged.tag AND t.position = tagged.position;
    DELETE FROM "${flyway:defaultSchema}".events e WHERE e.stream_id = v_stream_id;
    DELETE FROM "${flyway:defaultSchema}".streams s WHERE s.stream_id = v_stream_id;
    DELETE FROM "${flyway:defaultSchema}".unique_keys k WHERE k.stream = p_stream;
    DELETE FROM "${flyway:defaultSchema}".snapshots n WHERE n.stream = p_stream;
    DELETE FROM "${flyway:defaultSchema}".commands c WHERE c.stream = p_stream;

    INSERT INTO "${flyway:defaultSchema}".deletions (stream, stream_id, version, events, last_position, reason)
    VALUES (p_stream, v_stream_id, hard_delete.version, coalesce(cardinality(v_positions), 0), v_last, p_reason);
    outcome := 'deleted';
    PERFORM set_config('commandery.hard_delete', '', true);
END
$$;

-- What is stored is not changed. These triggers guard against mistakes by hand, not against somebody who may drop them. None of them is called by
-- an insert, so appends are as fast as without.
CREATE FUNCTION "${flyway:defaultSchema}".refuse_change()
RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    IF TG_TABLE_NAME <> 'deletions' AND current_setting('commandery.hard_delete', true) = 'on' THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION '% of table %.% is refused: what an event store holds is not changed', TG_OP, TG_TABLE_SCHEMA, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation',
              HINT = 'Append an event that puts it right. To remove a whole stream for good, call the function hard_delete of this schema, '
                  || 'which keeps the order of the store and a record of what was removed.';
END
$$;

CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON "${flyway:defaultSchema}".events
    FOR EACH STATEMENT EXECUTE FUNCTION "${flyway:defaultSchema}".refuse_change();
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON "${flyway:defaultSchema}".links
    FOR EACH STATEMENT EXECUTE FUNCTION "${flyway:defaultSchema}".refuse_change();
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON "${flyway:defaultSchema}".event_tags
    FOR EACH STATEMENT EXECUTE FUNCTION "${flyway:defaultSchema}".refuse_change();
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON "${flyway:defaultSchema}".deletions
    FOR EACH STATEMENT EXECUTE FUNCTION "${flyway:defaultSchema}".refuse_change();
CREATE TRIGGER refuse_change BEFORE UPDATE OF stream_id, stream, created_at OR DELETE OR TRUNCATE ON "${flyway:defaultSchema}".streams
    FOR EACH STATEMENT EXECUTE FUNCTION "${flyway:defaultSchema}".refuse_change();
