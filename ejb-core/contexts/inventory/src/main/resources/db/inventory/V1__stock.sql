-- The read model of inventory: what the projection "stock" writes.

CREATE TABLE stock (
    product        text   PRIMARY KEY,
    available      bigint NOT NULL,
    reserved       bigint NOT NULL,
    stream_version bigint NOT NULL
);
