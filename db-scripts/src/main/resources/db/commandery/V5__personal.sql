-- The keys of data subjects, and the record of those who were forgotten.

CREATE TABLE "${flyway:defaultSchema}".subject_keys (
    key_id     uuid PRIMARY KEY,
    subject    text NOT NULL UNIQUE,
    key        bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE "${flyway:defaultSchema}".subject_keys IS 'The AES keys that encrypt personal data in events, one a subject. A subject that is forgotten has its row deleted.';

CREATE TABLE "${flyway:defaultSchema}".forgotten_subjects (
    key_id       uuid PRIMARY KEY,
    subject      text NOT NULL,
    forgotten_by text NOT NULL,
    reason       text NOT NULL,
    forgotten_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX ON "${flyway:defaultSchema}".forgotten_subjects (subject);
COMMENT ON TABLE "${flyway:defaultSchema}".forgotten_subjects IS 'Who was forgotten, when, by whom and why. After a backup is restored, it says whose keys are to be deleted again.';

-- The record is for good.
CREATE FUNCTION "${flyway:defaultSchema}".refuse_change_of_record()
RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    RAISE EXCEPTION '% of table %.% is refused: the record of those who were forgotten is not changed', TG_OP, TG_TABLE_SCHEMA, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON "${flyway:defaultSchema}".forgotten_subjects
    FOR EACH STATEMENT EXECUTE FUNCTION "${flyway:defaultSchema}".refuse_change_of_record();
