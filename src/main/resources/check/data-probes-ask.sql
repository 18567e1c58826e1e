, chosen as (
  select *, row_number() over (order by array_position(string_to_array(:'keys', ','), key)) as number
    from probe where key = any (string_to_array(:'keys', ',')) and not locked
)
-- Indexes are switched off for the questions only (the catalogs are read with theirs), and seen to be off whatever the
-- database's own settings prefer.
-- Behind the deadline a question is answered with '-' and asked again later, but for the first; '+' stands before an answer.
select statement from (
  select -number as number, format('set enable_%s', setting) as statement
    from unnest(array['indexscan = off', 'indexonlyscan = off', 'bitmapscan = off', 'sort = off', 'seqscan = on', 'hashagg = on', 'hashjoin = on'])
         with ordinality s (setting, number)
  union all
  select 0 as number, format('select %L, %L', 'asked', coalesce(string_agg(key, ',' order by number), '')) as statement from chosen
  union all
  select 0, format('select %L, %L', 'locked', coalesce(string_agg(key, ','), '')) from probe where key = any (string_to_array(:'keys', ',')) and locked
  union all
  select number, format('select %L, case when %s > 1 and clock_timestamp() > %L::timestamptz then %L else %L || coalesce((%s), %L) end',
      key, number, clock_timestamp() + :'time'::interval, '-', '+', question, '') from chosen
) asked order by number
\gexec
