-- A read model is rebuilt beside the live one: the same tables in a schema of their own, which the same handler fills from the first event on, and which then
-- take the place of the live ones, together with their checkpoint, in one transaction.

CREATE TABLE "${flyway:defaultSchema}".rebuilds (
    subscription text PRIMARY KEY,
    tables       text[] NOT NULL,
    live         text NOT NULL,
    rebuilt      text NOT NULL,
    goal         bigint NOT NULL,
    begun_at     timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE "${flyway:defaultSchema}".rebuilds IS 'The read models that are being rebuilt.';
COMMENT ON COLUMN "${flyway:defaultSchema}".rebuilds.live IS 'The schema of the tables that are in use.';
COMMENT ON COLUMN "${flyway:defaultSchema}".rebuilds.rebuilt IS 'The schema of the tables that are to take their place.';
COMMENT ON COLUMN "${flyway:defaultSchema}".rebuilds.goal IS 'The position of the last event when the rebuild began.';

-- The name under which the rebuild of a subscription keeps its checkpoints.
CREATE FUNCTION "${flyway:defaultSchema}".rebuild_name(p_subscription text) RETURNS text
LANGUAGE sql
IMMUTABLE
AS $$
    SELECT p_subscription || '~rebuild'
$$;

-- What hangs on some tables from outside of them, and would be lost with them: views and foreign keys. Null when nothing does.
CREATE FUNCTION "${flyway:defaultSchema}".dependents(p_tables regclass[]) RETURNS text
LANGUAGE sql
STABLE
AS $$
    SELECT string_agg(DISTINCT name, ', ')
      FROM (SELECT r.ev_class::regclass::text AS name
              FROM pg_depend d JOIN pg_rewrite r ON d.classid = 'pg_rewrite'::regclass AND r.oid = d.objid
             WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid = ANY (p_tables) AND r.ev_class <> ALL (p_tables)
             UNION ALL
            SELECT c.conrelid::regclass::text
              FROM pg_constraint c WHERE c.contype = 'f' AND c.confrelid = ANY (p_tables) AND c.conrelid <> ALL (p_tables)) dependent
$$;

-- Makes the tables again, empty, in a schema of their own. One that was begun before goes on.
--
-- Keys, checks, defaults, indexes and privileges are as they are on the live tables; triggers are not copied, so that a rebuild sets off none.
CREATE FUNCTION "${flyway:defaultSchema}".begin_rebuild(p_subscription text, p_tables text[], p_live text)
RETURNS SETOF "${flyway:defaultSchema}".rebuilds
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $$
DECLARE
    v_rebuilt text := left('${flyway:defaultSchema}', 40) || '_rebuild_' || left(md5(p_subscription), 12);
    v_tables regclass[] := '{}';
    v_table text;
    v_id regclass;
    v_dependents text;
    v_key record;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('commandery:${flyway:defaultSchema}:' || p_subscription, 0));
    RETURN QUERY SELECT * FROM "${flyway:defaultSchema}".rebuilds r WHERE r.subscription = p_subscription;
    IF FOUND THEN
        RETURN;
    END IF;

    FOREACH v_table IN ARRAY p_tables LOOP
        v_id := to_regclass(format('%I.%I', p_live, v_table));
        IF v_id IS NULL THEN
            RAISE EXCEPTION 'there is no table % in schema %', v_table, p_live USING ERRCODE = 'object_not_in_prerequisite_state';
        END IF;
        v_tables := v_tables || v_id;
    END LOOP;
    v_dependents := "${flyway:defaultSchema}".dependents(v_tables);
    IF v_dependents IS NOT NULL THEN
        RAISE EXCEPTION '% depend on the tables, and would be lost with them', v_dependents
            USING ERRCODE = 'object_not_in_prerequisite_state';
    END IF;

    EXECUTE format('CREATE SCHEMA %I', v_rebuilt);
    FOREACH v_table IN ARRAY p_tables LOOP
        EXECUTE format('CREATE TABLE %I.%I (LIKE %I.%I INCLUDING ALL)', v_rebuilt, v_table, p_live, v_table);
        FOR v_key IN
            SELECT a.privilege_type, a.is_grantable, CASE WHEN a.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(a.grantee::regrole::text) END AS grantee
              FROM pg_class c, aclexplode(c.relacl) a
             WHERE c.oid = format('%I.%I', p_live, v_table)::regclass AND a.grantee <> c.relowner
        LOOP
            EXECUTE format('GRANT %s ON %I.%I TO %s%s', v_key.privilege_type, v_rebuilt, v_table, v_key.grantee,
                           CASE WHEN v_key.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END);
        END LOOP;
    END LOOP;

    -- A key's text names its table without a schema as long as that is the first one of the search path; and so it means the new one below.
    PERFORM set_config('search_path', format('%I', p_live), true);
    FOR v_key IN
        SELECT t.relname, c.conname, pg_get_constraintdef(c.oid) AS definition
          FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid
         WHERE c.contype = 'f' AND c.conrelid = ANY (v_tables)
    LOOP
        PERFORM set_config('search_path', format('%I, %I', v_rebuilt, p_live), true);
        EXECUTE format('ALTER TABLE %I.%I ADD CONSTRAINT %I %s', v_rebuilt, v_key.relname, v_key.conname, v_key.definition);
        PERFORM set_config('search_path', format('%I', p_live), true);
    END LOOP;

    RETURN QUERY
        INSERT INTO "${flyway:defaultSchema}".rebuilds (subscription, tables, live, rebuilt, goal)
        VALUES (p_subscription, p_tables, p_live, v_rebuilt,
                coalesce((SELECT max(e.position) FROM "${flyway:defaultSchema}".events e), 0))
        RETURNING *;
END
$$;

-- Whether a rebuild is as far as the live handler, in as many segments.
CREATE FUNCTION "${flyway:defaultSchema}".is_rebuilt(p_live text[], p_rebuilt text[]) RETURNS boolean
LANGUAGE sql
STABLE
AS $$
    SELECT cardinality(p_live) = cardinality(p_rebuilt)
       AND (SELECT min(c.position) FROM "${flyway:defaultSchema}".checkpoints c WHERE c.subscription = ANY (p_rebuilt))
        >= (SELECT max(c.position) FROM "${flyway:defaultSchema}".checkpoints c WHERE c.subscription = ANY (p_live))
$$;

-- Puts the rebuilt tables in the place of the live ones, and their checkpoints as well. False when there is no such rebuild, or when the live handler has
-- committed something that the rebuild has yet to handle. Waits for those who use the tables as long as lock_timeout says.
CREATE FUNCTION "${flyway:defaultSchema}".finish_rebuild(p_subscription text) RETURNS boolean
LANGUAGE plpgsql
AS $$
DECLARE
    v_rebuild "${flyway:defaultSchema}".rebuilds;
    v_new text := "${flyway:defaultSchema}".rebuild_name(p_subscription);
    v_live_names text[];
    v_new_names text[];
    v_table text;
    v_owned record;
BEGIN
    SELECT * INTO v_rebuild FROM "${flyway:defaultSchema}".rebuilds r WHERE r.subscription = p_subscription FOR UPDATE;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    v_live_names := "${flyway:defaultSchema}".lock_segments(p_subscription);
    v_new_names := "${flyway:defaultSchema}".lock_segments(v_new);
    IF "${flyway:defaultSchema}".is_rebuilt(v_live_names, v_new_names) IS NOT TRUE THEN
        RETURN false;
    END IF;
    -- First the tables, then the checkpoints, as a delivery takes them.
    FOREACH v_table IN ARRAY v_rebuild.tables LOOP
        EXECUTE format('LOCK TABLE %I.%I, %I.%I IN ACCESS EXCLUSIVE MODE', v_rebuild.live, v_table, v_rebuild.rebuilt, v_table);
    END LOOP;
    PERFORM FROM "${flyway:defaultSchema}".checkpoints c WHERE c.subscription = ANY (v_live_names || v_new_names) FOR UPDATE;
    IF "${flyway:defaultSchema}".is_rebuilt(v_live_names, v_new_names) IS NOT TRUE THEN
        RETURN false;
    END IF;

    FOR v_owned IN
        SELECT s.oid::regclass AS sequence, t.relname, a.attname
          FROM pg_depend d
          JOIN pg_class s ON s.oid = d.objid AND s.relkind = 'S'
          JOIN pg_class t ON t.oid = d.refobjid
          JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid
         WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.deptype = 'a'
           AND t.relnamespace = quote_ident(v_rebuild.live)::regnamespace AND t.relname = ANY (v_rebuild.tables)
    LOOP
        -- A sequence that a default uses is shared by both. Its owner has to be in its own schema, so it has none for a moment.
        EXECUTE format('ALTER SEQUENCE %s OWNED BY NONE', v_owned.sequence);
    END LOOP;
    EXECUTE 'DROP TABLE ' || (SELECT string_agg(format('%I.%I', v_rebuild.live, name), ', ') FROM unnest(v_rebuild.tables) AS name);
    FOREACH v_table IN ARRAY v_rebuild.tables LOOP
        EXECUTE format('ALTER TABLE %I.%I SET SCHEMA %I', v_rebuild.rebuilt, v_table, v_rebuild.live);
    END LOOP;
    EXECUTE format('DROP SCHEMA %I', v_rebuild.rebuilt);

    UPDATE "${flyway:defaultSchema}".checkpoints c
       SET position = new.position, updated_at = clock_timestamp(), paused = NULL, replay_up_to = 0,
           owner = NULL, leased_until = NULL, epoch = "${flyway:defaultSchema}".next_epoch(c.epoch)
      FROM unnest(v_live_names, v_new_names) AS pair (live, rebuilt)
      JOIN "${flyway:defaultSchema}".checkpoints new ON new.subscription = pair.rebuilt
     WHERE c.subscription = pair.live;
    UPDATE "${flyway:defaultSchema}".divisions d SET former = '[]' WHERE d.subscription = p_subscription;
    DELETE FROM "${flyway:defaultSchema}".dead_letters d WHERE d.subscription = p_subscription;
    UPDATE "${flyway:defaultSchema}".dead_letters d SET subscription = p_subscription WHERE d.subscription = v_new;
    PERFORM "${flyway:defaultSchema}".delete_subscription(v_new);
    DELETE FROM "${flyway:defaultSchema}".rebuilds r WHERE r.subscription = p_subscription;
    RETURN true;
END
$$;

-- Gives a rebuild up, with its tables. False when there is none.
CREATE FUNCTION "${flyway:defaultSchema}".abandon_rebuild(p_subscription text) RETURNS boolean
LANGUAGE plpgsql
AS $$
DECLARE
    v_rebuild "${flyway:defaultSchema}".rebuilds;
BEGIN
    DELETE FROM "${flyway:defaultSchema}".rebuilds r WHERE r.subscription = p_subscription RETURNING * INTO v_rebuild;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    EXECUTE format('DROP SCHEMA %I CASCADE', v_rebuild.rebuilt);
    PERFORM "${flyway:defaultSchema}".delete_subscription("${flyway:defaultSchema}".rebuild_name(p_subscription));
    RETURN true;
END
$$;
