-- What handlers on several nodes need: segments, who is present, pauses, dead letters.

ALTER TABLE "${flyway:defaultSchema}".checkpoints
    ADD COLUMN paused       text,
    ADD COLUMN replay_up_to bigint NOT NULL DEFAULT 0;

COMMENT ON COLUMN "${flyway:defaultSchema}".checkpoints.paused IS 'Why nobody is to work on the subscription at present; null when it is not paused.';
COMMENT ON COLUMN "${flyway:defaultSchema}".checkpoints.replay_up_to IS 'How far it had been before it was moved back: up to there, events are handled again.';
COMMENT ON COLUMN "${flyway:defaultSchema}".checkpoints.epoch IS 'Grows with each claim, pause and move. Only its newest owner moves the checkpoint.';
COMMENT ON COLUMN "${flyway:defaultSchema}".checkpoints.leased_until IS 'When others may claim it, unless the owner renews it before, or is among the attendances.';

-- Epochs are not given out twice, be it that a subscription is removed and begun again.
CREATE SEQUENCE "${flyway:defaultSchema}".epochs;

CREATE TABLE "${flyway:defaultSchema}".divisions (
    subscription text PRIMARY KEY,
    segments     integer NOT NULL CHECK (segments > 0),
    former       jsonb NOT NULL DEFAULT '[]'
);
COMMENT ON TABLE "${flyway:defaultSchema}".divisions IS 'Into how many segments each subscription is divided. One segment has its checkpoint under the name of the subscription; of several, each has it under name#number/segments.';
COMMENT ON COLUMN "${flyway:defaultSchema}".divisions.former IS 'The checkpoints of former divisions, by the numbers of their segments: what these had handled is passed over.';

CREATE TABLE "${flyway:defaultSchema}".attendances (
    node       text PRIMARY KEY,
    segments   text[] NOT NULL,
    stopped    text[] NOT NULL,
    seen_until timestamptz NOT NULL
);
COMMENT ON TABLE "${flyway:defaultSchema}".attendances IS 'Which nodes are alive, and which segments each is ready to work on. As long as a node is here it keeps its leases.';
COMMENT ON COLUMN "${flyway:defaultSchema}".attendances.stopped IS 'The segments whose handlers it has, while their delivery is stopped on it.';
COMMENT ON COLUMN "${flyway:defaultSchema}".attendances.seen_until IS 'When the node counts as dead, unless it is heard of before.';

CREATE TABLE "${flyway:defaultSchema}".dead_letters (
    subscription text NOT NULL,
    position     bigint NOT NULL,
    key          text NOT NULL,
    error        text,
    attempts     integer NOT NULL,
    parked_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    retrying     boolean NOT NULL DEFAULT false,
    PRIMARY KEY (subscription, position)
);
-- Keys may be longer than the entries of a B-tree.
CREATE INDEX ON "${flyway:defaultSchema}".dead_letters USING hash (key);
CREATE INDEX ON "${flyway:defaultSchema}".dead_letters (subscription) WHERE retrying;
COMMENT ON TABLE "${flyway:defaultSchema}".dead_letters IS 'Events that a subscription has put aside, because its handler failed with them or with one of the same key before.';
COMMENT ON COLUMN "${flyway:defaultSchema}".dead_letters.error IS 'What the handler threw; null for an event that is only behind another one of its key.';
COMMENT ON COLUMN "${flyway:defaultSchema}".dead_letters.retrying IS 'Whether it is to be delivered again.';

-- The epoch of a new lease, or of the end of one, after this one.
CREATE FUNCTION "${flyway:defaultSchema}".next_epoch(p_epoch bigint) RETURNS bigint
LANGUAGE sql
AS $$
    SELECT greatest(p_epoch + 1, nextval('"${flyway:defaultSchema}".epochs'))
$$;

-- Whether somebody has a lease. It lasts for its time, and beyond that as long as its owner is present: so the presence of a node, one row, makes all
-- its leases last. No row of a checkpoint is written for that, and it needs none that a delivery has locked.
CREATE FUNCTION "${flyway:defaultSchema}".is_leased(p_owner text, p_leased_until timestamptz) RETURNS boolean
LANGUAGE sql
AS $$
    SELECT p_owner IS NOT NULL
       AND (p_leased_until > clock_timestamp()
            OR EXISTS (SELECT FROM "${flyway:defaultSchema}".attendances a WHERE a.node = p_owner AND a.seen_until > clock_timestamp()))
$$;

-- Why nobody works on a segment though nobody has paused it: its delivery is stopped on nodes that have its handler, and no other is ready for it. Null
-- when that is not so.
CREATE FUNCTION "${flyway:defaultSchema}".delivery_stopped(p_segment text) RETURNS text
LANGUAGE sql
AS $$
    SELECT 'its delivery is stopped on ' || string_agg(a.node, ', ' ORDER BY a.node) FILTER (WHERE p_segment = ANY (a.stopped))
      FROM "${flyway:defaultSchema}".attendances a
     WHERE a.seen_until > clock_timestamp()
    HAVING NOT bool_or(p_segment = ANY (a.segments))
$$;

-- The checkpoints as they stand, each with its owner if that has it still: the same as is_leased says, for many rows at once.
CREATE VIEW "${flyway:defaultSchema}".subscriptions AS
    SELECT c.subscription, c.stream, c.position,
           CASE WHEN c.leased_until > clock_timestamp() OR a.node IS NOT NULL THEN c.owner END AS owner,
           c.epoch,
           CASE WHEN c.paused IS NOT NULL OR c.leased_until > clock_timestamp() OR a.node IS NOT NULL THEN c.paused
                ELSE "${flyway:defaultSchema}".delivery_stopped(c.subscription)
           END AS paused,
           c.updated_at
      FROM "${flyway:defaultSchema}".checkpoints c
      LEFT JOIN "${flyway:defaultSchema}".attendances a ON a.node = c.owner AND a.seen_until > clock_timestamp();

-- For a transaction that has done its work and moved a checkpoint: from here on it may stand still for as long as its lease at most, though 5 s at least, as a
-- virtual machine may stop for a moment, and no longer than the server says. Otherwise one whose node is asleep would keep the checkpoint locked for as
-- long as that sleeps, and nobody else could claim it.
CREATE FUNCTION "${flyway:defaultSchema}".bound_idle(p_milliseconds bigint) RETURNS text
LANGUAGE sql
AS $$
    SELECT set_config(
        'idle_in_transaction_session_timeout',
        CASE WHEN current_setting('idle_in_transaction_session_timeout')::interval
                  BETWEEN interval '1 millisecond' AND greatest(p_milliseconds, 5000) * interval '1 millisecond'
             THEN current_setting('idle_in_transaction_session_timeout')
             ELSE greatest(p_milliseconds, 5000) || 'ms'
        END,
        true)
$$;

-- The lock on which keys of a subscription have dead letters: shared by those who put events aside behind others, whole for those who give letters up.
CREATE FUNCTION "${flyway:defaultSchema}".dead_letters_lock(p_subscription text) RETURNS bigint
LANGUAGE sql
AS $$
    SELECT hashtextextended('commandery:${flyway:defaultSchema}:dead letters:' || p_subscription, 0)
$$;

-- Moves a checkpoint and puts events aside that it passes. False, and nothing is changed, when the lease is not the newest, when the checkpoint is elsewhere,
-- and when an event is to be put behind others of its key that somebody has given up meanwhile: it can be handled then. Each statement
-- sees what was committed before it, hence READ COMMITTED. The checkpoint is locked first, as those do who move it and drop its letters.
CREATE FUNCTION "${flyway:defaultSchema}".advance_and_park(
    p_segment text, p_from bigint, p_to bigint, p_owner text, p_epoch bigint, p_milliseconds bigint,
    p_subscription text, p_positions bigint[], p_keys text[], p_errors text[], p_attempts integer[]) RETURNS boolean
LANGUAGE plpgsql
AS $$
BEGIN
    PERFORM FROM "${flyway:defaultSchema}".checkpoints c
      WHERE c.subscription = p_segment AND c.position = p_from AND c.owner = p_owner AND c.epoch = p_epoch FOR UPDATE;
    IF NOT FOUND THEN
        RETURN false;
    END IF;

    IF array_position(p_errors, NULL) IS NOT NULL THEN
        PERFORM pg_advisory_xact_lock_shared("${flyway:defaultSchema}".dead_letters_lock(p_subscription));
        PERFORM FROM unnest(p_keys, p_errors) AS behind (key, error)
          WHERE behind.error IS NULL
            AND NOT EXISTS (SELECT FROM unnest(p_keys, p_errors) AS failed (key, error) WHERE failed.key = behind.key AND failed.error IS NOT NULL)
            AND NOT EXISTS (SELECT FROM "${flyway:defaultSchema}".dead_letters d WHERE d.subscription = p_subscription AND d.key = behind.key);
        IF FOUND THEN
            RETURN false;
        END IF;
    END IF;

    UPDATE "${flyway:defaultSchema}".checkpoints c SET position = p_to, updated_at = clock_timestamp() WHERE c.subscription = p_segment;
    INSERT INTO "${flyway:defaultSchema}".dead_letters (subscription, position, key, error, attempts)
    SELECT p_subscription, parked.* FROM unnest(p_positions, p_keys, p_errors, p_attempts) AS parked (position, key, error, attempts)
        ON CONFLICT DO NOTHING;
    PERFORM "${flyway:defaultSchema}".bound_idle(p_milliseconds);
    RETURN true;
END
$$;

-- Gives up the dead letters of a key, or all of a subscription, those among them that are put aside at this moment. Locked in the order of their
-- positions, as by others: those who change the same letters do not wait in a circle.
CREATE FUNCTION "${flyway:defaultSchema}".drop_dead_letters(p_subscription text, p_key text) RETURNS bigint
LANGUAGE plpgsql
AS $$
DECLARE
    v_dropped bigint;
BEGIN
    PERFORM pg_advisory_xact_lock("${flyway:defaultSchema}".dead_letters_lock(p_subscription));
    WITH meant AS (
        SELECT d.subscription, d.position FROM "${flyway:defaultSchema}".dead_letters d
         WHERE d.subscription = p_subscription AND (p_key IS NULL OR d.key = p_key) ORDER BY d.position FOR UPDATE)
    DELETE FROM "${flyway:defaultSchema}".dead_letters d USING meant WHERE d.subscription = meant.subscription AND d.position = meant.position;
    GET DIAGNOSTICS v_dropped = ROW_COUNT;
    RETURN v_dropped;
END
$$;

-- The names of the checkpoints of a subscription's segments, by number.
CREATE FUNCTION "${flyway:defaultSchema}".segment_names(p_subscription text, p_segments integer) RETURNS text[]
LANGUAGE sql
IMMUTABLE
AS $$
    SELECT CASE p_segments
        WHEN 1 THEN ARRAY[p_subscription]
        ELSE (SELECT array_agg(p_subscription || '#' || n || '/' || p_segments ORDER BY n) FROM generate_series(0, p_segments - 1) AS n)
    END
$$;

-- Keeps others from dividing a subscription, or doing to all of it what is done here, to the commit, and gives the names of its segments. Each
-- statement after that must see what they committed before, hence READ COMMITTED. A delivery does not take this lock.
CREATE FUNCTION "${flyway:defaultSchema}".lock_segments(p_subscription text) RETURNS text[]
LANGUAGE plpgsql
AS $$
BEGIN
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        RAISE EXCEPTION 'subscriptions are divided, paused, moved and deleted in READ COMMITTED transactions only'
            USING ERRCODE = 'invalid_transaction_state';
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('commandery:${flyway:defaultSchema}:' || p_subscription, 0));
    RETURN "${flyway:defaultSchema}".segment_names(p_subscription, coalesce(
        (SELECT d.segments FROM "${flyway:defaultSchema}".divisions d WHERE d.subscription = p_subscription), 1));
END
$$;

-- Divides a subscription to all events, or finds it divided so.
--
-- outcome  former                                   stream
-- divided  the checkpoints of former divisions
-- busy
-- other                                             that which a subscription of this name follows
--
-- New segments begin at the least of the old checkpoints, which go to the former ones. Those of which none is beyond that do not matter any more.
CREATE FUNCTION "${flyway:defaultSchema}".divide_subscription(
    p_subscription text, p_segments integer, p_start bigint, OUT outcome text, OUT former jsonb, OUT stream text)
LANGUAGE plpgsql
AS $$
DECLARE
    v_present text[] := "${flyway:defaultSchema}".lock_segments(p_subscription);
    v_wanted text[] := "${flyway:defaultSchema}".segment_names(p_subscription, p_segments);
    v_known bigint;
    v_free bigint;
    v_positions bigint[];
    v_least bigint;
    v_paused text;
    v_replay bigint;
BEGIN
    SELECT c.stream INTO divide_subscription.stream
      FROM "${flyway:defaultSchema}".checkpoints c WHERE c.subscription = p_subscription AND c.stream <> '$all';
    IF FOUND THEN
        outcome := 'other';
        RETURN;
    END IF;

    SELECT count(*) INTO v_known FROM "${flyway:defaultSchema}".checkpoints c WHERE c.subscription = ANY (v_present);
    IF v_known = 0 OR v_present = v_wanted THEN
        INSERT INTO "${flyway:defaultSchema}".checkpoints (subscription, position)
        SELECT name, p_start FROM unnest(v_wanted) AS name ON CONFLICT DO NOTHING;
        INSERT INTO "${flyway:defaultSchema}".divisions AS d (subscription, segments) VALUES (p_subscription, p_segments)
            ON CONFLICT (subscription) DO UPDATE SET segments = excluded.segments, former = excluded.former WHERE v_known = 0;
        outcome := 'divided';
        SELECT d.former INTO divide_subscription.former FROM "${flyway:defaultSchema}".divisions d WHERE d.subscription = p_subscription;
        RETURN;
    END IF;

    -- A row that a transaction has locked is one that somebody works on.
    SELECT count(*) FILTER (WHERE NOT "${flyway:defaultSchema}".is_leased(locked.owner, locked.leased_until)), min(locked.paused), max(locked.replay_up_to)
      INTO v_free, v_paused, v_replay
      FROM (SELECT c.owner, c.leased_until, c.paused, c.replay_up_to
              FROM "${flyway:defaultSchema}".checkpoints c WHERE c.subscription = ANY (v_present)
               FOR UPDATE SKIP LOCKED) locked;
    IF v_free < v_known THEN
        outcome := 'busy';
        RETURN;
    END IF;

    SELECT array_agg(coalesce(c.position, p_start) ORDER BY present.number), min(coalesce(c.position, p_start)) INTO v_positions, v_least
      FROM unnest(v_present) WITH ORDINALITY AS present (name, number)
      LEFT JOIN "${flyway:defaultSchema}".checkpoints c ON c.subscription = present.name;
    SELECT coalesce(jsonb_agg(layer ORDER BY number), '[]') INTO divide_subscription.former
      FROM jsonb_array_elements(
               coalesce((SELECT d.former FROM "${flyway:defaultSchema}".divisions d WHERE d.subscription = p_subscription), '[]')
               || jsonb_build_array(to_jsonb(v_positions))) WITH ORDINALITY AS layers (layer, number)
     WHERE EXISTS (SELECT FROM jsonb_array_elements_text(layer) AS handled WHERE handled::bigint > v_least);

    DELETE FROM "${flyway:defaultSchema}".checkpoints c WHERE c.subscription = ANY (v_present);
    INSERT INTO "${flyway:defaultSchema}".checkpoints AS c (subscription, position, paused, replay_up_to)
    SELECT name, v_least, v_paused, v_replay FROM unnest(v_wanted) AS name
        ON CONFLICT (subscription) DO UPDATE
       SET position = excluded.position, paused = excluded.paused, replay_up_to = excluded.replay_up_to, owner = NULL, leased_until = NULL;
    INSERT INTO "${flyway:defaultSchema}".divisions AS d (subscription, segments, former)
    VALUES (p_subscription, p_segments, divide_subscription.former)
        ON CONFLICT (subscription) DO UPDATE SET segments = excluded.segments, former = excluded.former;
    outcome := 'divided';
END
$$;

-- Pauses all segments of a subscription. Waits for transactions that have moved a checkpoint and did not end yet; later ones find that they have lost
-- their lease.
CREATE FUNCTION "${flyway:defaultSchema}".pause_subscription(p_subscription text, p_reason text) RETURNS boolean
LANGUAGE plpgsql
AS $$
DECLARE
    v_segments text[] := "${flyway:defaultSchema}".lock_segments(p_subscription);
BEGIN
    UPDATE "${flyway:defaultSchema}".checkpoints c
       SET paused = p_reason, owner = NULL, leased_until = NULL, epoch = "${flyway:defaultSchema}".next_epoch(c.epoch)
     WHERE c.subscription = ANY (v_segments);
    RETURN FOUND;
END
$$;

CREATE FUNCTION "${flyway:defaultSchema}".resume_subscription(p_subscription text) RETURNS boolean
LANGUAGE plpgsql
AS $$
DECLARE
    v_segments text[] := "${flyway:defaultSchema}".lock_segments(p_subscription);
BEGIN
    UPDATE "${flyway:defaultSchema}".checkpoints c SET paused = NULL WHERE c.subscription = ANY (v_segments);
    RETURN FOUND;
END
$$;

-- Moves all segments of a subscription, and takes it from those who work on it, as a pause does. What former divisions had handled counts no more.
CREATE FUNCTION "${flyway:defaultSchema}".move_subscription(p_subscription text, p_position bigint) RETURNS boolean
LANGUAGE plpgsql
AS $$
DECLARE
    v_segments text[] := "${flyway:defaultSchema}".lock_segments(p_subscription);
BEGIN
    UPDATE "${flyway:defaultSchema}".divisions d SET former = '[]' WHERE d.subscription = p_subscription;
    UPDATE "${flyway:defaultSchema}".checkpoints c
       SET position = p_position, replay_up_to = greatest(c.replay_up_to, c.position), updated_at = clock_timestamp(),
           owner = NULL, leased_until = NULL, epoch = "${flyway:defaultSchema}".next_epoch(c.epoch)
     WHERE c.subscription = ANY (v_segments);
    RETURN FOUND;
END
$$;

-- Removes all segments of a subscription and its dead letters. The checkpoints first, as those who work on it do.
CREATE FUNCTION "${flyway:defaultSchema}".delete_subscription(p_subscription text) RETURNS boolean
LANGUAGE plpgsql
AS $$
DECLARE
    v_segments text[] := "${flyway:defaultSchema}".lock_segments(p_subscription);
    v_found boolean;
BEGIN
    DELETE FROM "${flyway:defaultSchema}".checkpoints c WHERE c.subscription = ANY (v_segments);
    v_found := FOUND;
    DELETE FROM "${flyway:defaultSchema}".divisions d WHERE d.subscription = p_subscription;
    DELETE FROM "${flyway:defaultSchema}".dead_letters d WHERE d.subscription = p_subscription;
    RETURN v_found;
END
$$;

-- A node says that it is alive, and what it is ready to work on, and hears how all stands. Nodes call this often: it writes only when what it would
-- write is new, or has used up a third of its time.
--
-- kind        name                              segments    the others
-- node        a living node's                   its own
-- checkpoint  one of p_segments or p_stopped                of its checkpoint
-- retry       a subscription with dead letters that are to be delivered again
CREATE FUNCTION "${flyway:defaultSchema}".attend(p_node text, p_segments text[], p_stopped text[], p_milliseconds bigint)
RETURNS TABLE (kind text, name text, segments text[], stream text, "position" bigint, owner text, epoch bigint, paused text)
LANGUAGE plpgsql
AS $$
#variable_conflict use_column
DECLARE
    v_time_to_live interval := p_milliseconds * interval '1 millisecond';
    v_until timestamptz := clock_timestamp() + v_time_to_live;
BEGIN
    IF NOT EXISTS (SELECT FROM "${flyway:defaultSchema}".attendances a
                    WHERE a.node = p_node AND a.segments = p_segments AND a.stopped = p_stopped AND a.seen_until > v_until - v_time_to_live / 3) THEN
        INSERT INTO "${flyway:defaultSchema}".attendances (node, segments, stopped, seen_until) VALUES (p_node, p_segments, p_stopped, v_until)
            ON CONFLICT (node) DO UPDATE SET segments = excluded.segments, stopped = excluded.stopped, seen_until = excluded.seen_until;
        DELETE FROM "${flyway:defaultSchema}".attendances WHERE node IN (
            SELECT a.node FROM "${flyway:defaultSchema}".attendances a
             WHERE a.seen_until < clock_timestamp() - 10 * v_time_to_live FOR UPDATE SKIP LOCKED);
    END IF;

    RETURN QUERY
        SELECT 'node', a.node, a.segments, NULL::text, NULL::bigint, NULL::text, NULL::bigint, NULL::text
          FROM "${flyway:defaultSchema}".attendances a WHERE a.seen_until > clock_timestamp()
         UNION ALL
        SELECT 'checkpoint', s.subscription, NULL, s.stream, s.position, s.owner, s.epoch, s.paused
          FROM "${flyway:defaultSchema}".subscriptions s WHERE s.subscription = ANY (p_segments || p_stopped)
         UNION ALL
        SELECT DISTINCT 'retry', d.subscription, NULL::text[], NULL, NULL::bigint, NULL, NULL::bigint, NULL
          FROM "${flyway:defaultSchema}".dead_letters d WHERE d.retrying;
END
$$;
