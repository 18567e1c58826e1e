-- Fingerprint of a PostgreSQL database (13 and newer), run by psql: --csv --tuples-only, output to a file.
-- Every answer has five columns: kind, and four values by kind. Nothing is written: every transaction is read only.
-- The parts are session.sql, this one, fingerprint-rows.sql, fingerprint-structure.sql, fingerprint-end.sql.
--
-- Two ways to hash a row, both order-free and keeping duplicates apart, since the hashes of the rows are summed up as numeric. Two sums
-- from two starts: that one changed row goes unnoticed by chance is as likely as for a checksum of 128 bits by text, and of 64 bits by
-- values, for the last hash of a row folds it to 32 bits in each sum. Nobody who could choose the rows to deceive us gains anything, he
-- owns both databases.
--   postgresql-row-values-2   the server's own hash of the values, without making text of them: three times as fast. The server's hash of
--                             bigint, time and timestamp folds 64 bits to 32 before it begins, and that of numeric knows no sign, whatever
--                             the start; so these go in as the bytes that the server sends to a client, which hold all that a value has.
--                             PostgreSQL does not promise the same hash in another major version, so a row whose hash is known must
--                             have it here. Hashed once more, since the server's hash of a row is a sum over its values: two rows that swap
--                             a value would not be noticed in a sum of these.
--   postgresql-row-text-md5-2 md5 of the row's text in UTF-8, both halves; for older servers, other encodings, or where the other database was measured so.
-- A table with a column of a type whose values can be equal and look different (float, interval, json, arrays of them), or whose hash
-- depends on the server (enum), is hashed by its text in both ways.
-- Runs after session.sql, which pins what shapes text. Variable: wanted (auto, or the name of a way).

select current_setting('server_version_num')::int >= 140000 and current_setting('server_encoding') = 'UTF8'
       and :'wanted' <> 'postgresql-row-text-md5-2' as values \gset
\if :values
select hash_record_extended(row('Größe'::text, 7::int4, int8send(7), numeric_send(-1.50::numeric(4, 2)), date '2026-09-01', true, null::text,
         '\x00ff'::bytea, timestamp_send('2026-09-01 12:34:56.789'), 3::int2, 'Ein längerer Text, der über zwölf Bytes hinausgeht'::varchar,
         uuid 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', 'ab'::char(4), time_send('12:00'), timestamptz_send('2026-09-01 12:00+00'), 5::oid), 0)
       = 6927907124726735478
   and hashint8extended(1234567890123456789, 1) = -8094047739564974513 as values \gset
\endif
\if :values
\set way postgresql-row-values-2
\else
\set way postgresql-row-text-md5-2
\endif
-- Of the structure alone there is nothing that a way could change.
select :'wanted' = 'postgresql-structure-2' as structure \gset
\if :structure
\set way :wanted
\endif

select 'start', :'way', current_setting('server_version'),
       floor(extract(epoch from clock_timestamp()))::bigint, current_setting('server_encoding');
