-- One read model, four times: for each way of writing it.

CREATE TABLE jdbc_orders (
    position  bigint      PRIMARY KEY,
    order_id  text        NOT NULL,
    customer  text        NOT NULL,
    currency  text        NOT NULL,
    total     numeric     NOT NULL,
    articles  integer     NOT NULL,
    placed_at timestamptz NOT NULL
);
CREATE TABLE jpa_orders (LIKE jdbc_orders INCLUDING ALL);
CREATE TABLE raw_orders (LIKE jdbc_orders INCLUDING ALL);
CREATE TABLE axon_orders (LIKE jdbc_orders INCLUDING ALL);
