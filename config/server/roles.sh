#!/bin/bash
# Run once, when the database is made: an owner for migrations and a role for the product. The second one owns nothing
# and obeys row-level security, so a forgotten filter shows no row of another office.
set -euo pipefail

psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
  --set owner_password="$(cat "$OWNER_PASSWORD_FILE")" --set app_password="$(cat "$APP_PASSWORD_FILE")" <<'SQL'
CREATE ROLE review_owner LOGIN PASSWORD :'owner_password' NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
CREATE ROLE review_app LOGIN PASSWORD :'app_password' NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
CREATE DATABASE review OWNER review_owner ENCODING 'UTF8' LOCALE 'C.UTF-8' TEMPLATE template0;
REVOKE ALL ON DATABASE review FROM PUBLIC;
GRANT CONNECT ON DATABASE review TO review_app;
\connect review
GRANT USAGE ON SCHEMA public TO review_app;
ALTER DEFAULT PRIVILEGES FOR ROLE review_owner IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO review_app;
ALTER DEFAULT PRIVILEGES FOR ROLE review_owner IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO review_app;
SQL
