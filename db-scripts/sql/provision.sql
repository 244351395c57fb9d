-- Provisions a database role, a database and a schema for one bounded context, for a DBA who does not give the application the right to do so.
-- Run it as a superuser or a role with CREATEROLE and CREATEDB, with the context's name and a password:
--
--   psql -v context=ordering -v password='…' -f provision.sql
--
-- To put several contexts into one database, leave out CREATE DATABASE and run the rest in it once for each.
-- Afterwards the application creates its tables by itself, by the migrations, and needs no rights beyond its own schema.

\set ON_ERROR_STOP on

CREATE ROLE :"context" LOGIN PASSWORD :'password';
CREATE DATABASE :"context" OWNER :"context";

\connect :"context"

-- Nobody else has anything to do here.
REVOKE ALL ON DATABASE :"context" FROM PUBLIC;
REVOKE ALL ON SCHEMA public FROM PUBLIC;

CREATE SCHEMA :"context" AUTHORIZATION :"context";

-- Without a currentSchema in its JDBC URL, a connection of this role finds the store here.
ALTER ROLE :"context" IN DATABASE :"context" SET search_path = :"context";

-- An acknowledged command's events are stored: only with a durable commit. These are PostgreSQL's defaults, said where nobody changes them by accident.
ALTER ROLE :"context" IN DATABASE :"context" SET synchronous_commit = on;
ALTER ROLE :"context" IN DATABASE :"context" SET default_transaction_isolation = 'read committed';
