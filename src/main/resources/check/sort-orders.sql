-- What each wanted sort order makes of the same words, as one checksum each; a sort order that the server does not have,
-- or that its operating system no longer has, gives no line. One that users made is looked for by what it stands for.
\set words '{a,A,ä,Ä,ae,Ae,AE,af,az,á,à,â,å,æ,b,B,c,C,ç,Ç,č,co-op,coop,Coop,"co op",o,ö,Ö,oe,of,oz,ø,œ,s,ss,SS,ß,ẞ,st,s t,s-t,u,ü,Ü,ue,uf,z,Z,ž,1,10,2,01,"1 a",1a,1-a,-a,"-b"," a","  b",_a,.a,",a",(a),"a b",a-b,ab,aB,Ab,AB,a_b,a.b,"a''b",é,e,É,f,Straße,Strasse,STRASSE,Strässe,Müller,Mueller,Muller,müller,"Müller-A","Müller A",MüllerA,"de Boer",Deboer,O''Neil,Oneil,٣,я,Я,ж,α,β,中,😀,🎓,€,§,&,@,#,%,+,½,²}'
\set ON_ERROR_STOP 0
\pset tuples_only on
\echo number,version,hash
with wanted as (
  select * from json_to_recordset(:'wanted') as w (number int, schema text, name text, shipped boolean, provider text, locale text)
),
found as (
  select w.number, c.oid, c.name
    from wanted w cross join lateral (
      select c.oid, format('%I.%I', n.nspname, c.collname) as name
        from pg_collation c join pg_namespace n on n.oid = c.collnamespace
       where c.collencoding in (-1, (select encoding from pg_database where datname = current_database()))
         and case when w.shipped then n.nspname = 'pg_catalog' and c.collname = w.name
               else c.collprovider::text = w.provider
                 and replace(lower(coalesce(to_jsonb(c) ->> 'collcollate', to_jsonb(c) ->> 'colllocale', to_jsonb(c) ->> 'colliculocale')), '-', '') = replace(lower(w.locale), '-', '') end
       order by n.nspname = w.schema and c.collname = w.name desc, n.nspname, c.collname limit 1) c
)
select format('select %L, %L, md5(string_agg(word, %L order by word collate %s, word collate pg_catalog.%I)) from unnest(%L::text[]) word',
    number, coalesce(pg_collation_actual_version(oid), ''), '|', name, 'C', :'words')
  from found order by number
\gexec
