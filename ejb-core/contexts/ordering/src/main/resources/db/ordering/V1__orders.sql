-- The read model of ordering: what the projection "orders" writes.

CREATE TABLE orders (
    order_id       text        PRIMARY KEY,
    status         text        NOT NULL,
    total          numeric     NOT NULL,
    placed_at      timestamptz NOT NULL,
    changed_at     timestamptz NOT NULL,
    cancel_reason  text,
    stream_version bigint      NOT NULL
);

CREATE TABLE order_lines (
    order_id text    NOT NULL REFERENCES orders,
    line     integer NOT NULL,
    product  text    NOT NULL,
    quantity integer NOT NULL,
    price    numeric NOT NULL,
    PRIMARY KEY (order_id, line)
);
