-- Who ordered. The name goes when the customer is forgotten.

ALTER TABLE orders ADD COLUMN customer_id text, ADD COLUMN customer_name text;
CREATE INDEX ON orders (customer_id);
