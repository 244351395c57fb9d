package org.commandery.tools.transfer;

/**
 * What an export holds after its events, row by row: each line is a JSON object with one member, named as its section, that PostgreSQL writes and
 * reads. Importing a row that is there already changes nothing.
 */
enum Section {
    /** Streams that were soft-deleted, whose version has a floor, or that have no events of their own. */
    STREAMS("""
            SELECT json_build_object('streams', json_build_object('stream', s.stream, 'created_at', s.created_at,
                   'deleted_at', s.deleted_at, 'linked', s.linked, 'version_floor', s.version_floor))
              FROM {schema}.streams s
             WHERE s.deleted_at IS NOT NULL OR s.linked OR s.version_floor > 0
             ORDER BY s.stream_id
            """, """
            INSERT INTO {schema}.streams (stream, created_at, deleted_at, linked, version_floor)
            SELECT r->>'stream', (r->>'created_at')::timestamptz, (r->>'deleted_at')::timestamptz, (r->>'linked')::boolean, (r->>'version_floor')::bigint
              FROM unnest(?::json[]) AS r
                ON CONFLICT (stream) DO UPDATE
               SET deleted_at = excluded.deleted_at, linked = excluded.linked, version_floor = excluded.version_floor
            """),

    LINKS("""
            SELECT json_build_object('links', json_build_object('stream', s.stream, 'version', l.version, 'position', l.position))
              FROM {schema}.links l JOIN {schema}.streams s USING (stream_id)
             ORDER BY l.stream_id, l.version
            """, """
            INSERT INTO {schema}.links (stream_id, version, position)
            SELECT s.stream_id, (r->>'version')::bigint, (r->>'position')::bigint
              FROM unnest(?::json[]) AS r JOIN {schema}.streams s ON s.stream = r->>'stream'
                ON CONFLICT DO NOTHING
            """),

    KEYS("""
            SELECT json_build_object('keys', json_build_object('name', k.name, 'value', k.value, 'stream', k.stream))
              FROM {schema}.unique_keys k
             ORDER BY k.name, k.value
            """, """
            INSERT INTO {schema}.unique_keys (name, value, stream)
            SELECT r->>'name', r->>'value', r->>'stream' FROM unnest(?::json[]) AS r
                ON CONFLICT DO NOTHING
            """),

    COMMANDS("""
            SELECT json_build_object('commands', json_build_object('id', c.command_id, 'stream', c.stream, 'version', c.version,
                   'position', c.position, 'events', c.events, 'created_at', c.created_at))
              FROM {schema}.commands c
             ORDER BY c.command_id
            """, """
            INSERT INTO {schema}.commands (command_id, stream, version, position, events, created_at)
            SELECT (r->>'id')::uuid, r->>'stream', (r->>'version')::bigint, (r->>'position')::bigint, (r->>'events')::integer,
                   (r->>'created_at')::timestamptz
              FROM unnest(?::json[]) AS r
                ON CONFLICT DO NOTHING
            """),

    DELETIONS("""
            SELECT json_build_object('deletions', row_to_json(d))
              FROM (SELECT stream, version, events, last_position, reason, deleted_by, deleted_at FROM {schema}.deletions ORDER BY stream_id) d
            """, """
            INSERT INTO {schema}.deletions (stream, stream_id, version, events, last_position, reason, deleted_by, deleted_at)
            SELECT r->>'stream', nextval(pg_get_serial_sequence('{schema}.streams', 'stream_id')), (r->>'version')::bigint, (r->>'events')::bigint,
                   (r->>'last_position')::bigint, r->>'reason', r->>'deleted_by', (r->>'deleted_at')::timestamptz
              FROM unnest(?::json[]) AS r
             WHERE NOT EXISTS (SELECT FROM {schema}.deletions d
                                WHERE d.stream = r->>'stream' AND d.deleted_at = (r->>'deleted_at')::timestamptz)
            """),

    /** The last line: a file without it is not complete. */
    END("""
            SELECT json_build_object('end', json_build_object('head',
                   greatest((SELECT max(position) FROM {schema}.events), (SELECT position FROM {schema}.head))))
            """, """
            UPDATE {schema}.head SET position = greatest(head.position, (r->>'head')::bigint) FROM unnest(?::json[]) AS r
            """);

    private final String exported;
    private final String imported;

    Section(String exported, String imported) {
        this.exported = exported;
        this.imported = imported;
    }

    /** Answers a line a row. */
    String exported() {
        return exported;
    }

    /** Takes an array of rows. */
    String imported() {
        return imported;
    }

    /** How the section's lines begin, as PostgreSQL writes them. */
    String prefix() {
        return "{\"" + name().toLowerCase(java.util.Locale.ROOT) + "\" : ";
    }

    /** The row that a line holds. */
    String row(String line) {
        return line.substring(prefix().length(), line.lastIndexOf('}'));
    }
}
