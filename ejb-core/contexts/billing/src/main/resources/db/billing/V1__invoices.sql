-- The read model of billing: what the projection "invoices" writes.

CREATE TABLE invoices (
    order_id       text        PRIMARY KEY,
    status         text        NOT NULL,
    amount         numeric,
    refusal_reason text,
    changed_at     timestamptz NOT NULL,
    stream_version bigint      NOT NULL
);
