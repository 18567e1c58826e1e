-- Structure of a PostgreSQL database (13 and newer): every kind of object that pg_dump carries, by its definition.
-- A line "definition" has kind, schema, name and text of an object; the reader brings the text into the form that a restore gives it
-- (DefinitionText) and keeps a hash only. A line "derived" has object, state, reason: what a restore makes anew, where another state
-- is no damage but has to be told. A line "note" has object and reason: what could not be compared. Each statement is a transaction
-- of its own, so that no lock outlives it: this part also runs while a server works.
-- Texts and names that somebody chose are quoted, so that nothing in them can be taken for a part of the definition.
-- Catalog columns that some version lacks are read by their name in to_jsonb.
-- Runs after session.sql. Variable: owner (the role that owns ASV's data on this side; roles may have another name on the new server).
-- A superuser's things may be anybody's: then only what lies in ASV's schema is the owner's own, without functions with the rights of
-- their owner (backup/take-over.sql does the same); elsewhere its name counts. Variable schema: ASV's own.
select set_config('umzug.besitzer', :'owner', false) as besitzer,
       set_config('umzug.eigentuemer', case when coalesce((select rolsuper from pg_roles where rolname = :'owner'), false) then '' else :'owner' end, false) as eigentuemer \gset

-- Relations, their columns, constraints, indexes, triggers.
with eigene as (
  select oid, nspname from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema'
), fremd as (
  select classid, objid from pg_depend where deptype = 'e'
), tabelle as (
  select c.*, e.nspname, to_jsonb(c) as j,
         exists (select from pg_inherits v where v.inhrelid = c.oid) and not c.relispartition as geerbt
    from pg_class c join eigene e on e.oid = c.relnamespace
   where c.relkind in ('r', 'p', 'f', 'm', 'v', 'c') and c.relpersistence <> 't'
     and not exists (select from fremd x where x.classid = 'pg_class'::regclass and x.objid = c.oid)
), teile as (
  -- Children of an inheritance get their columns in another order from a restore.
  select 'Spalten' as art, t.nspname as schema, t.relname::text as name,
         string_agg(concat_ws(' ', quote_ident(a.attname), format_type(a.atttypid, a.atttypmod),
             case when a.attcollation <> y.typcollation then 'collate ' || a.attcollation::regcollation end,
             case when a.attnotnull then 'not null' end,
             case a.attidentity when 'a' then 'identity always' when 'd' then 'identity by default' end,
             case a.attgenerated when 's' then 'generated stored' when 'v' then 'generated virtual' end,
             'default ' || pg_get_expr(d.adbin, d.adrelid),
             case when t.relkind in ('r', 'p', 'm') and a.attstorage <> y.typstorage then 'storage ' || a.attstorage::text end,
             'compression ' || nullif(to_jsonb(a) ->> 'attcompression', ''),
             'statistics ' || nullif(to_jsonb(a) ->> 'attstattarget', '-1'),
             'options ' || (select string_agg(quote_literal(o), ',' order by o) from unnest(a.attoptions) o),
             'foreign ' || (select string_agg(quote_literal(case when o ~* '^[^=]*(pass|secret|key|token)' then split_part(o, '=', 1) else o end),
                                              ',' order by o) from unnest(a.attfdwoptions) o)),
           E',\n' order by case when t.geerbt then 0 else a.attnum end, a.attname collate "C") as text
    from tabelle t
    join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
    join pg_type y on y.oid = a.atttypid
    left join pg_attrdef d on d.adrelid = t.oid and d.adnum = a.attnum
   group by 1, 2, 3
  union all
  select 'Tabelle', t.nspname, t.relname,
         concat_ws(E'\n', t.relkind, t.relpersistence,
           'using ' || (select amname from pg_am where oid = t.relam and amname <> 'heap'),
           'options ' || (select string_agg(quote_literal(o), ',' order by o) from unnest(t.reloptions) o),
           'toast options ' || (select string_agg(quote_literal(o), ',' order by o)
                                  from pg_class w, unnest(w.reloptions) o where w.oid = t.reltoastrelid),
           case when t.relrowsecurity then 'row level security' end, case when t.relforcerowsecurity then 'forced' end,
           case when t.relkind in ('r', 'p', 'm') and t.relreplident <> 'd' then 'replica identity ' || t.relreplident::text end,
           'replica index ' || (select i.indexrelid::regclass from pg_index i where i.indrelid = t.oid and i.indisreplident),
           'clustered on ' || (select i.indexrelid::regclass from pg_index i where i.indrelid = t.oid and i.indisclustered),
           'of ' || (nullif(t.reloftype, 0))::regtype,
           'inherits ' || (select string_agg(v.inhparent::regclass::text, ', ' order by v.inhseqno) from pg_inherits v where v.inhrelid = t.oid),
           'detach pending ' || (select nullif(to_jsonb(v) ->> 'inhdetachpending', 'false') from pg_inherits v
                                  where v.inhrelid = t.oid and to_jsonb(v) ->> 'inhdetachpending' = 'true'),
           'bound ' || pg_get_expr(t.relpartbound, t.oid), 'key ' || pg_get_partkeydef(t.oid),
           'server ' || (select quote_ident(s.srvname) || ' '
                                || coalesce((select string_agg(quote_literal(case when o ~* '^[^=]*(pass|secret|key|token)' then split_part(o, '=', 1) else o end),
                                                               ',' order by o) from unnest(f.ftoptions) o), '')
                           from pg_foreign_table f join pg_foreign_server s on s.oid = f.ftserver where f.ftrelid = t.oid))
    from tabelle t where t.relkind <> 'c'
  union all
  -- Keys of partitions follow their parent's; their names are made up by the server. NOT NULL belongs to the columns.
  select 'Bedingung', e.nspname, quote_ident(coalesce(c.relname, y.typname)) || '.' || quote_ident(b.conname),
         pg_get_constraintdef(b.oid) || case when b.conislocal then '' else ' inherited' end
    from pg_constraint b join eigene e on e.oid = b.connamespace
    left join pg_class c on c.oid = b.conrelid left join pg_type y on y.oid = b.contypid
   where b.contype <> 'n' and not (b.contype = 'f' and b.conparentid <> 0)
     and not exists (select from fremd x where x.classid = 'pg_class'::regclass and x.objid = b.conrelid
                                            or x.classid = 'pg_type'::regclass and x.objid = b.contypid)
  union all
  select 'Index', e.nspname, c.relname,
         concat_ws(E'\n', pg_get_indexdef(i.indexrelid),
           'statistics ' || (select string_agg(a.attnum || ':' || (to_jsonb(a) ->> 'attstattarget'), ',' order by a.attnum) from pg_attribute a
                              where a.attrelid = c.oid and nullif(to_jsonb(a) ->> 'attstattarget', '-1') is not null),
           'part of ' || (select v.inhparent::regclass from pg_inherits v where v.inhrelid = c.oid),
           case when c.relkind = 'I' and not i.indisvalid then 'incomplete' end)
    from pg_index i join pg_class c on c.oid = i.indexrelid join eigene e on e.oid = c.relnamespace
   where (i.indisvalid or c.relkind = 'I')
     and not exists (select from fremd x where x.classid = 'pg_class'::regclass and x.objid = i.indrelid)
  union all
  select 'Trigger', e.nspname, quote_ident(c.relname) || '.' || quote_ident(t.tgname),
         case when t.tgparentid = 0 then pg_get_triggerdef(t.oid) else 'copy' end || ' ' || t.tgenabled::text
    from pg_trigger t join pg_class c on c.oid = t.tgrelid join eigene e on e.oid = c.relnamespace
    left join pg_trigger u on u.oid = t.tgparentid
   where (not t.tgisinternal and t.tgparentid = 0 or u.tgenabled <> t.tgenabled and u.tgconstraint = 0)
     and not exists (select from fremd x where x.classid = 'pg_trigger'::regclass and x.objid = t.oid)
  union all
  select 'Statistik', e.nspname, s.stxname,
         pg_get_statisticsobjdef(s.oid) || coalesce(' target ' || nullif(to_jsonb(s) ->> 'stxstattarget', '-1'), '')
    from pg_statistic_ext s join eigene e on e.oid = s.stxnamespace
  union all
  select 'Sequenz', e.nspname, c.relname,
         concat_ws(' ', c.relpersistence, format_type(s.seqtypid, null), s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcache,
           case when s.seqcycle then 'cycle' end,
           (select d.deptype::text || ' ' || d.refobjid::regclass || '.' || quote_ident(a.attname)
              from pg_depend d join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
             where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.refclassid = 'pg_class'::regclass and d.deptype in ('a', 'i')))
    from pg_sequence s join pg_class c on c.oid = s.seqrelid join eigene e on e.oid = c.relnamespace
   where c.relpersistence <> 't'
     and not exists (select from fremd x where x.classid = 'pg_class'::regclass and x.objid = c.oid)
)
select 'definition', art, schema, name, text from teile order by art, schema, name;

-- What may hold whole queries is looked at one by one: the server locks each table in them until the end of the transaction.
select format($f$select 'definition', 'Sicht', %L, %L, %L || pg_get_viewdef(%s)$f$, n.nspname, c.relname,
         case when c.relkind = 'm' and not c.relispopulated and :'structure' <> 't' then 'without data ' else '' end, c.oid)
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
 where c.relkind in ('v', 'm') and c.relpersistence <> 't' and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
   and not exists (select from pg_depend x where x.classid = 'pg_class'::regclass and x.objid = c.oid and x.deptype = 'e')
 order by n.nspname, c.relname
\gexec

select format($f$select 'definition', 'Regel', %L, %L, pg_get_ruledef(%s) || %L$f$, n.nspname, quote_ident(c.relname) || '.' || quote_ident(r.rulename), r.oid, ' ' || r.ev_enabled::text)
  from pg_rewrite r join pg_class c on c.oid = r.ev_class join pg_namespace n on n.oid = c.relnamespace
 where r.rulename <> '_RETURN' and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
   and not exists (select from pg_depend x where x.classid = 'pg_rewrite'::regclass and x.objid = r.oid and x.deptype = 'e')
 order by n.nspname, c.relname, r.rulename
\gexec

select format($f$select 'definition', 'Zeilenregel', %L, %L, concat_ws(' ', %L,
         'using ' || pg_get_expr(polqual, polrelid), 'with check ' || pg_get_expr(polwithcheck, polrelid)) from pg_policy where oid = %s$f$,
         n.nspname, quote_ident(c.relname) || '.' || quote_ident(p.polname),
         concat_ws(' ', p.polcmd, case when p.polpermissive then 'permissive' else 'restrictive' end,
           (select string_agg(case when r = 0 then '(alle)' else coalesce(
                     (select case when rolname = current_setting('umzug.eigentuemer') then '(Eigentümer)' else quote_ident(rolname) end
                        from pg_roles where oid = r), '(gelöscht)') end, ', ' order by r <> 0,
                     (select case when rolname = current_setting('umzug.eigentuemer') then '(Eigentümer)' else rolname::text end
                        from pg_roles where oid = r) collate "C")
              from unnest(p.polroles) r)), p.oid)
  from pg_policy p join pg_class c on c.oid = p.polrelid join pg_namespace n on n.oid = c.relnamespace
 where n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
 order by n.nspname, c.relname, p.polname
\gexec

select format($f$select 'definition', 'Funktion', %L, %L, pg_get_functiondef(%s)$f$,
              n.nspname, quote_ident(p.proname) || '(' || pg_get_function_identity_arguments(p.oid) || ')', p.oid)
  from pg_proc p join pg_namespace n on n.oid = p.pronamespace
 where p.prokind <> 'a' and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
   and not exists (select from pg_depend x where x.classid = 'pg_proc'::regclass and x.objid = p.oid and x.deptype in ('e', 'i'))
 order by n.nspname, p.proname, p.oid
\gexec

-- Types, aggregates, operators and what else has a schema, or belongs to the database as a whole.
with eigene as (
  select oid, nspname from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema'
), teile as (
  select 'pg_type'::regclass as klasse, t.oid as oid, 'Aufzählung' as art, e.nspname as schema, t.typname::text as name,
         string_agg(quote_literal(w.enumlabel), ',' order by w.enumsortorder) as text
    from pg_type t join eigene e on e.oid = t.typnamespace join pg_enum w on w.enumtypid = t.oid group by 1, 2, 3, 4, 5
  union all
  select 'pg_type'::regclass, t.oid, 'Domäne', e.nspname, t.typname,
         concat_ws(' ', format_type(t.typbasetype, t.typtypmod), case when t.typnotnull then 'not null' end,
           'default ' || coalesce(pg_get_expr(t.typdefaultbin, 0), quote_literal(t.typdefault)),
           case when t.typcollation <> b.typcollation then 'collate ' || t.typcollation::regcollation end)
    from pg_type t join eigene e on e.oid = t.typnamespace join pg_type b on b.oid = t.typbasetype where t.typtype = 'd'
  union all
  select 'pg_type'::regclass, t.oid, 'Bereichstyp', e.nspname, t.typname,
         concat_ws(' ', r.rngsubtype::regtype, (nullif(r.rngcollation, 0))::regcollation,
           (select k.opcnamespace::regnamespace || '.' || quote_ident(k.opcname) from pg_opclass k where k.oid = r.rngsubopc),
           'canonical ' || (nullif(r.rngcanonical::oid, 0))::regprocedure, 'difference ' || (nullif(r.rngsubdiff::oid, 0))::regprocedure,
           -- A server that knew no multirange yet gives one its automatic name when it is restored.
           (select 'multirange ' || quote_ident(m.typname) from pg_type m
             where m.oid = (to_jsonb(r) ->> 'rngmultitypid')::oid and m.typname <> t.typname || '_multirange'
               and m.typname <> regexp_replace(t.typname, 'range', 'multirange')))
    from pg_range r join pg_type t on t.oid = r.rngtypid join eigene e on e.oid = t.typnamespace
  union all
  select 'pg_type'::regclass, t.oid, 'Basistyp', e.nspname, t.typname,
         concat_ws(' ', t.typlen, t.typbyval, t.typalign, t.typstorage, t.typcategory, t.typispreferred, quote_literal(t.typdelim::text), t.typisdefined,
           t.typinput::oid::regprocedure, t.typoutput::oid::regprocedure, (nullif(t.typreceive::oid, 0))::regprocedure,
           (nullif(t.typsend::oid, 0))::regprocedure, (nullif(t.typmodin::oid, 0))::regprocedure, (nullif(t.typmodout::oid, 0))::regprocedure,
           (nullif(t.typanalyze::oid, 0))::regprocedure, (nullif(t.typelem, 0))::regtype, (nullif(t.typcollation, 0))::regcollation,
           quote_literal(t.typdefault))
    from pg_type t join eigene e on e.oid = t.typnamespace
   where t.typtype = 'p' or t.typtype = 'b' and not exists (select from pg_type b where b.typarray = t.oid)
  union all
  select 'pg_proc'::regclass, p.oid, 'Aggregat', e.nspname, quote_ident(p.proname) || '(' || pg_get_function_identity_arguments(p.oid) || ')',
         concat_ws(' ', pg_get_function_arguments(p.oid), pg_get_function_result(p.oid), p.proparallel, a.aggkind, a.aggnumdirectargs,
           a.aggtransfn::oid::regprocedure, (nullif(a.aggfinalfn::oid, 0))::regprocedure, 'combine ' || (nullif(a.aggcombinefn::oid, 0))::regprocedure,
           'out ' || (nullif(a.aggserialfn::oid, 0))::regprocedure, 'in ' || (nullif(a.aggdeserialfn::oid, 0))::regprocedure,
           'moving ' || (nullif(a.aggmtransfn::oid, 0))::regprocedure, 'inverse ' || (nullif(a.aggminvtransfn::oid, 0))::regprocedure,
           'final ' || (nullif(a.aggmfinalfn::oid, 0))::regprocedure, a.aggfinalextra, a.aggmfinalextra, a.aggfinalmodify, a.aggmfinalmodify,
           'sort ' || (nullif(a.aggsortop, 0))::regoperator, a.aggtranstype::regtype, a.aggtransspace,
           (nullif(a.aggmtranstype, 0))::regtype, a.aggmtransspace, 'start ' || quote_literal(a.agginitval), 'moving start ' || quote_literal(a.aggminitval))
    from pg_aggregate a join pg_proc p on p.oid = a.aggfnoid join eigene e on e.oid = p.pronamespace
  union all
  select 'pg_operator'::regclass, o.oid, 'Operator', e.nspname,
         o.oprname || '(' || coalesce((nullif(o.oprleft, 0))::regtype::text, 'none') || ',' || coalesce((nullif(o.oprright, 0))::regtype::text, 'none') || ')',
         concat_ws(' ', o.oprkind, (nullif(o.oprresult, 0))::regtype, (nullif(o.oprcode::oid, 0))::regprocedure,
           'commutator ' || (nullif(o.oprcom, 0))::regoperator, 'negator ' || (nullif(o.oprnegate, 0))::regoperator,
           'restrict ' || (nullif(o.oprrest::oid, 0))::regprocedure, 'join ' || (nullif(o.oprjoin::oid, 0))::regprocedure,
           case when o.oprcanmerge then 'merges' end, case when o.oprcanhash then 'hashes' end)
    from pg_operator o join eigene e on e.oid = o.oprnamespace
  union all
  select 'pg_opclass'::regclass, k.oid, 'Operatorklasse', e.nspname, k.opcname || ' (' || m.amname || ')',
         concat_ws(' ', k.opcintype::regtype, f.opfnamespace::regnamespace || '.' || quote_ident(f.opfname),
           case when k.opcdefault then 'default' end, (nullif(k.opckeytype, 0))::regtype)
    from pg_opclass k join eigene e on e.oid = k.opcnamespace join pg_am m on m.oid = k.opcmethod join pg_opfamily f on f.oid = k.opcfamily
  union all
  select 'pg_opfamily'::regclass, f.oid, 'Operatorfamilie', e.nspname, f.opfname || ' (' || m.amname || ')',
         concat_ws(E'\n',
           (select string_agg(concat_ws(' ', o.amopstrategy, o.amopopr::regoperator, o.amoppurpose,
                     (select s.opfnamespace::regnamespace || '.' || quote_ident(s.opfname) from pg_opfamily s where s.oid = o.amopsortfamily)),
                     E'\n' order by o.amoplefttype::regtype::text collate "C", o.amoprighttype::regtype::text collate "C", o.amopstrategy, o.amoppurpose)
              from pg_amop o where o.amopfamily = f.oid),
           (select string_agg(concat_ws(' ', p.amproclefttype::regtype, p.amprocrighttype::regtype, p.amprocnum, p.amproc::oid::regprocedure),
                     E'\n' order by p.amproclefttype::regtype::text collate "C", p.amprocrighttype::regtype::text collate "C", p.amprocnum)
              from pg_amproc p where p.amprocfamily = f.oid))
    from pg_opfamily f join eigene e on e.oid = f.opfnamespace join pg_am m on m.oid = f.opfmethod
  union all
  select 'pg_collation'::regclass, l.oid, 'Sortierung', e.nspname, l.collname,
         concat_ws(' ', l.collprovider, case when not l.collisdeterministic then 'nondeterministic' end,
           case when l.collprovider = 'c' then quote_literal(l.collcollate) || ' ' || quote_literal(l.collctype)
                else quote_literal(coalesce(to_jsonb(l) ->> 'colllocale', to_jsonb(l) ->> 'colliculocale', l.collcollate)) end,
           'rules ' || quote_literal(to_jsonb(l) ->> 'collicurules'))
    from pg_collation l join eigene e on e.oid = l.collnamespace
  union all
  select 'pg_conversion'::regclass, z.oid, 'Zeichenumwandlung', e.nspname, z.conname,
         concat_ws(' ', pg_encoding_to_char(z.conforencoding), pg_encoding_to_char(z.contoencoding), z.conproc, z.condefault)
    from pg_conversion z join eigene e on e.oid = z.connamespace
  union all
  select 'pg_ts_parser'::regclass, s.oid, 'Textsuche-Parser', e.nspname, s.prsname,
         concat_ws(' ', s.prsstart, s.prstoken, s.prsend, (nullif(s.prsheadline::oid, 0))::regproc, s.prslextype)
    from pg_ts_parser s join eigene e on e.oid = s.prsnamespace
  union all
  select 'pg_ts_template'::regclass, s.oid, 'Textsuche-Vorlage', e.nspname, s.tmplname, concat_ws(' ', (nullif(s.tmplinit::oid, 0))::regproc, s.tmpllexize)
    from pg_ts_template s join eigene e on e.oid = s.tmplnamespace
  union all
  select 'pg_ts_dict'::regclass, s.oid, 'Textsuche-Wörterbuch', e.nspname, s.dictname,
         concat_ws(' ', t.tmplnamespace::regnamespace || '.' || quote_ident(t.tmplname), quote_literal(s.dictinitoption))
    from pg_ts_dict s join eigene e on e.oid = s.dictnamespace join pg_ts_template t on t.oid = s.dicttemplate
  union all
  select 'pg_ts_config'::regclass, s.oid, 'Textsuche', e.nspname, s.cfgname,
         concat_ws(E'\n', p.prsnamespace::regnamespace || '.' || quote_ident(p.prsname),
           (select string_agg(concat_ws(' ', m.maptokentype, m.mapseqno, m.mapdict::regdictionary), E'\n' order by m.maptokentype, m.mapseqno)
              from pg_ts_config_map m where m.mapcfg = s.oid))
    from pg_ts_config s join eigene e on e.oid = s.cfgnamespace join pg_ts_parser p on p.oid = s.cfgparser
  union all
  select 'pg_cast'::regclass, u.oid, 'Typumwandlung', '', u.castsource::regtype || ' als ' || u.casttarget::regtype,
         concat_ws(' ', u.castcontext, u.castmethod, (nullif(u.castfunc, 0))::regprocedure)
    from pg_cast u where u.oid >= 16384
  union all
  select 'pg_transform'::regclass, u.oid, 'Transformation', '', u.trftype::regtype || ' für ' || s.lanname,
         concat_ws(' ', 'from ' || (nullif(u.trffromsql::oid, 0))::regprocedure, 'to ' || (nullif(u.trftosql::oid, 0))::regprocedure)
    from pg_transform u join pg_language s on s.oid = u.trflang where u.oid >= 16384
  union all
  select 'pg_language'::regclass, s.oid, 'Sprache', '', s.lanname,
         concat_ws(' ', s.lanpltrusted, (nullif(s.lanplcallfoid, 0))::regprocedure, (nullif(s.laninline, 0))::regprocedure, (nullif(s.lanvalidator, 0))::regprocedure)
    from pg_language s where s.oid >= 16384
  union all
  select 'pg_am'::regclass, s.oid, 'Zugriffsmethode', '', s.amname, concat_ws(' ', s.amtype, s.amhandler) from pg_am s where s.oid >= 16384
  union all
  select 'pg_event_trigger'::regclass, v.oid, 'Ereignistrigger', '', v.evtname,
         concat_ws(' ', v.evtevent, v.evtenabled, v.evtfoid::regprocedure,
           (select string_agg(quote_literal(g), ',' order by g collate "C") from unnest(v.evttags) g))
    from pg_event_trigger v
  union all
  -- Of servers elsewhere only the names of options: their values may be passwords.
  select 'pg_foreign_data_wrapper'::regclass, w.oid, 'Fremddatenzugriff', '', w.fdwname,
         concat_ws(' ', (nullif(w.fdwhandler, 0))::regprocedure, (nullif(w.fdwvalidator, 0))::regprocedure,
           (select string_agg(quote_literal(split_part(o, '=', 1)), ',' order by split_part(o, '=', 1) collate "C") from unnest(w.fdwoptions) o))
    from pg_foreign_data_wrapper w
  union all
  select 'pg_foreign_server'::regclass, s.oid, 'Fremdserver', '', s.srvname,
         concat_ws(' ', quote_ident(w.fdwname), quote_literal(s.srvtype), quote_literal(s.srvversion),
           (select string_agg(quote_literal(split_part(o, '=', 1)), ',' order by split_part(o, '=', 1) collate "C") from unnest(s.srvoptions) o))
    from pg_foreign_server s join pg_foreign_data_wrapper w on w.oid = s.srvfdw
  union all
  select 'pg_user_mapping'::regclass, u.umid, 'Benutzerzuordnung', '', s.srvname || ' für ' ||
         case when u.umuser = 0 then '(alle)' else coalesce((select case when rolname = current_setting('umzug.eigentuemer') then '(Eigentümer)' else rolname end
            from pg_roles where oid = u.umuser), '(gelöscht)') end,
         coalesce((select string_agg(quote_literal(split_part(o, '=', 1)), ',' order by split_part(o, '=', 1) collate "C") from unnest(u.umoptions) o), '')
    from pg_user_mappings u join pg_foreign_server s on s.oid = u.srvid
  union all
  select 'pg_extension'::regclass, x.oid, 'Erweiterung', '', x.extname, quote_ident(x.extnamespace::regnamespace::text)
    from pg_extension x where x.oid >= 16384
)
select 'definition', art, schema, name, text
  from teile t
 where not exists (select from pg_depend x where x.classid = t.klasse and x.objid = t.oid and x.deptype in ('e', 'i')
                      and (x.deptype = 'e' or t.art = 'Typumwandlung'))
 order by art, schema, name;

-- Who owns what, and who may do what. Roles are written by name, the owner of ASV's data as "(Eigentümer)", PUBLIC as "(alle)"; who granted a
-- right does not count. Rights are told by what they add to and take from those that an object has from the start: these depend on the version.
with rolle as (
  select oid, case when rolname = current_setting('umzug.eigentuemer') then '(Eigentümer)' else rolname::text end as name from pg_roles
  union all select 0, '(alle)'
), eigene as (
  select oid from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema'
), teil as (
  select classid, objid from pg_depend where deptype = 'e' or deptype = 'i' and classid = 'pg_proc'::regclass
), objekt as (
  select 'pg_namespace'::regclass as klasse, oid, oid in (select oid from eigene) as eigen, nspowner as besitzer, nspacl as rechte, 'n'::"char" as art, 'Schema' as wort
    from pg_namespace where nspname !~ '^pg_(toast|temp)' and nspname <> 'information_schema'
  union all
  select 'pg_class'::regclass, oid, relnamespace in (select oid from eigene) and relpersistence <> 't', relowner, relacl, case when relkind = 'S' then 's' else 'r' end::"char",
         case relkind when 'v' then 'Sicht' when 'm' then 'Materialisierte Sicht' when 'S' then 'Sequenz' when 'f' then 'Fremdtabelle' else 'Tabelle' end
    from pg_class where relkind in ('r', 'p', 'v', 'm', 'S', 'f') and relnamespace <> 'information_schema'::regnamespace
  union all
  select 'pg_proc'::regclass, oid, pronamespace in (select oid from eigene), proowner, proacl, 'f', case when prokind = 'a' then 'Aggregat' else 'Funktion' end from pg_proc
  union all
  select 'pg_type'::regclass, y.oid, y.typnamespace in (select oid from eigene), y.typowner, y.typacl, 'T', 'Typ'
    from pg_type y left join pg_class c on c.oid = y.typrelid
   where (y.typrelid = 0 or c.relkind = 'c') and not exists (select from pg_type b where b.typarray = y.oid) and y.typtype <> 'm'
  union all
  select 'pg_operator'::regclass, oid, oprnamespace in (select oid from eigene), oprowner, null, null, 'Operator' from pg_operator
  union all
  select 'pg_opclass'::regclass, oid, opcnamespace in (select oid from eigene), opcowner, null, null, 'Operatorklasse' from pg_opclass
  union all
  select 'pg_opfamily'::regclass, oid, opfnamespace in (select oid from eigene), opfowner, null, null, 'Operatorfamilie' from pg_opfamily
  union all
  select 'pg_collation'::regclass, oid, collnamespace in (select oid from eigene), collowner, null, null, 'Sortierung' from pg_collation
  union all
  select 'pg_conversion'::regclass, oid, connamespace in (select oid from eigene), conowner, null, null, 'Zeichenumwandlung' from pg_conversion
  union all
  select 'pg_ts_dict'::regclass, oid, dictnamespace in (select oid from eigene), dictowner, null, null, 'Textsuche-Wörterbuch' from pg_ts_dict
  union all
  select 'pg_ts_config'::regclass, oid, cfgnamespace in (select oid from eigene), cfgowner, null, null, 'Textsuche' from pg_ts_config
  union all
  select 'pg_statistic_ext'::regclass, oid, stxnamespace in (select oid from eigene), stxowner, null, null, 'Statistik' from pg_statistic_ext
  union all
  select 'pg_language'::regclass, oid, oid >= 16384, lanowner, lanacl, 'l', 'Sprache' from pg_language
  union all
  select 'pg_foreign_data_wrapper'::regclass, oid, oid >= 16384, fdwowner, fdwacl, 'F', 'Fremddatenzugriff' from pg_foreign_data_wrapper
  union all
  select 'pg_foreign_server'::regclass, oid, oid >= 16384, srvowner, srvacl, 'S', 'Fremdserver' from pg_foreign_server
  union all
  select 'pg_event_trigger'::regclass, oid, oid >= 16384, evtowner, null, null, 'Ereignistrigger' from pg_event_trigger
), benannt as (
  select o.*, coalesce(i.schema, '') as schema, wort || ' ' || coalesce(nullif(i.name, ''), i.identity) as name,
         exists (select from teil t where t.classid = o.klasse and t.objid = o.oid) as teil
    from objekt o cross join lateral pg_identify_object(o.klasse, o.oid, 0) k
    cross join lateral (select k.schema, case when k.type in ('function', 'procedure', 'aggregate', 'operator', 'operator class', 'operator family')
                                              then regexp_replace(k.identity, '^' || quote_ident(coalesce(k.schema, '')) || '[.]', '') else k.name end as name, k.identity) i
   where o.eigen or o.rechte is not null
), rechte as (
  select b.klasse, b.oid, b.schema, b.name, x.grantee, x.privilege_type as recht, x.is_grantable as weiter, '+' as zeichen
    from benannt b cross join lateral aclexplode(b.rechte) x where b.rechte is not null
), anfang as (
  -- The rights of the server's and of extensions' objects start as their makers have set them; schema public as PostgreSQL 15 does.
  select b.klasse, b.oid, b.schema, b.name, x.grantee, x.privilege_type as recht, x.is_grantable as weiter, '-' as zeichen
    from benannt b
    left join pg_init_privs v on v.classoid = b.klasse and v.objoid = b.oid and v.objsubid = 0 and (b.klasse <> 'pg_namespace'::regclass or b.oid <> 'public'::regnamespace)
    cross join lateral aclexplode(coalesce(v.initprivs, acldefault(b.art, b.besitzer))) x
   where b.rechte is not null
), unterschied as (
  (select klasse, oid, schema, name, grantee, recht, weiter from rechte except select klasse, oid, schema, name, grantee, recht, weiter from anfang)
), entzogen as (
  (select klasse, oid, schema, name, grantee, recht, weiter from anfang except select klasse, oid, schema, name, grantee, recht, weiter from rechte)
), beides as (
  select *, '+' as zeichen from unterschied union all select *, '-' from entzogen
), gezaehlt as (
  -- MAINTAIN came with version 17 and is given with all other rights on a table.
  select *, count(*) filter (where recht in ('SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER'))
              over (partition by klasse, oid, grantee, weiter, zeichen) as alle
    from beides
), text as (
  select g.schema, g.name, string_agg(g.zeichen || quote_ident(coalesce(r.name, '(gelöscht)')) || ' ' || g.recht || case when g.weiter then ' weiter' else '' end,
             E'\n' order by coalesce(r.name, '') collate "C", g.recht, g.weiter, g.zeichen) as text
    from gezaehlt g left join rolle r on r.oid = g.grantee
   where not (g.recht = 'MAINTAIN' and g.alle = 7) group by 1, 2, g.klasse, g.oid
), spalten as (
  select n.nspname::text as schema, 'Spalte ' || quote_ident(c.relname) || '.' || quote_ident(a.attname) as name,
         string_agg('+' || quote_ident(coalesce(r.name, '(gelöscht)')) || ' ' || x.privilege_type || case when x.is_grantable then ' weiter' else '' end,
             E'\n' order by coalesce(r.name, '') collate "C", x.privilege_type, x.is_grantable) as text
    from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
    cross join lateral aclexplode(a.attacl) x left join rolle r on r.oid = x.grantee
    left join pg_init_privs v on v.classoid = 'pg_class'::regclass and v.objoid = c.oid and v.objsubid = a.attnum
   where a.attacl is not null and not a.attisdropped and a.attacl is distinct from v.initprivs group by 1, 2
), vorgabe as (
  select 'in ' || coalesce(n.nspname::text, 'allen Schemas') || ' für ' || d.defaclobjtype::text || ' von ' || coalesce(w.name, '(gelöscht)') as name,
         d.defaclobjtype as art, d.defaclrole as von, d.defaclacl as ist,
         case when d.defaclnamespace = 0 then acldefault(case d.defaclobjtype when 'S' then 's' else d.defaclobjtype end::"char", d.defaclrole) end as sonst
    from pg_default_acl d left join pg_namespace n on n.oid = d.defaclnamespace left join rolle w on w.oid = d.defaclrole
), vorgabetext as (
  select v.name, string_agg(z.zeichen || quote_ident(coalesce(r.name, '(gelöscht)')) || ' ' || z.recht || case when z.weiter then ' weiter' else '' end,
             E'\n' order by coalesce(r.name, '') collate "C", z.recht, z.weiter, z.zeichen) as text
    from vorgabe v
    cross join lateral (
      select '+' as zeichen, u.* from (select grantee, privilege_type as recht, is_grantable as weiter from aclexplode(v.ist)
                                       except select grantee, privilege_type, is_grantable from aclexplode(v.sonst)) u
      union all
      select '-', u.* from (select grantee, privilege_type, is_grantable from aclexplode(v.sonst)
                            except select grantee, privilege_type, is_grantable from aclexplode(v.ist)) u) z
    left join rolle r on r.oid = z.grantee
   where z.recht <> 'MAINTAIN' group by 1
), grosse as (
  select count(*) as anzahl, sum(('x' || md5(concat_ws(E'\n', m.oid, case when pg_get_userbyid(m.lomowner) = current_setting('umzug.besitzer') then '(Eigentümer)' else coalesce(r.name, '(gelöscht)') end,
           (select string_agg(case when x.grantee = m.lomowner and pg_get_userbyid(m.lomowner) = current_setting('umzug.besitzer') then '(Eigentümer)' else coalesce(g.name, '(gelöscht)') end || ' ' || x.privilege_type || ' ' || x.is_grantable, ',' order by case when x.grantee = m.lomowner and pg_get_userbyid(m.lomowner) = current_setting('umzug.besitzer') then '(Eigentümer)' else coalesce(g.name, '') end collate "C", x.privilege_type, x.is_grantable)
              from aclexplode(coalesce(m.lomacl, acldefault('L', m.lomowner))) x left join rolle g on g.oid = x.grantee))))::bit(64)::bigint) as summe
    from pg_largeobject_metadata m left join rolle r on r.oid = m.lomowner
)
select 'definition', 'Eigentümer', b.schema, b.name,
       case when pg_get_userbyid(b.besitzer) = current_setting('umzug.besitzer') and (b.schema = :'schema' or b.klasse = 'pg_namespace'::regclass and b.name = 'Schema ' || :'schema')
                 and not exists (select from pg_proc p where b.klasse = 'pg_proc'::regclass and p.oid = b.oid and p.prosecdef) then '(Eigentümer)'
            else coalesce(r.name, '(gelöscht)') end
  from benannt b left join rolle r on r.oid = b.besitzer where b.eigen and not b.teil
union all select 'definition', 'Rechte', schema, name, text from text
union all select 'definition', 'Rechte', schema, name, text from spalten
union all select 'definition', 'Vorgabe für Rechte', '', name, text from vorgabetext
union all select 'definition', 'Eigentümer und Rechte', '', 'große Objekte', anzahl || ':' || summe from grosse
 -- A trial restore brings no content: large objects are content.
 where anzahl > 0 and :'structure' <> 't'
 order by 2, 3, 4;

-- What people have written about objects; extensions bring their members' with them.
select 'definition', 'Kommentar', coalesce(i.schema, ''), i.type || ' ' || i.identity, quote_literal(d.description)
  from pg_description d cross join lateral pg_identify_object(d.classoid, d.objoid, d.objsubid) i
 where (d.objoid >= 16384 or d.classoid in ('pg_largeobject'::regclass) or d.classoid = 'pg_namespace'::regclass and d.objoid = 'public'::regnamespace)
   and coalesce(i.schema, '') !~ '^pg_' and i.schema is distinct from 'information_schema'
   and not exists (select from pg_depend x where x.classid = d.classoid and x.objid = d.objoid and x.deptype = 'e')
union all
select 'definition', 'Sicherheitskennzeichen', coalesce(i.schema, ''), i.type || ' ' || i.identity || ' (' || s.provider || ')', quote_literal(s.label)
  from pg_seclabel s cross join lateral pg_identify_object(s.classoid, s.objoid, s.objsubid) i
 order by 2, 3, 4;

-- Made anew by a restore.
select 'derived', 'Fassung der Erweiterung ' || extname, extversion,
       'eine Erweiterung kommt in der Fassung, die auf dem neuen Server eingerichtet ist', ''
  from pg_extension where oid >= 16384
union all
select 'derived', 'Eigentümer der Erweiterung ' || extname, pg_get_userbyid(extowner),
       'eine Erweiterung gehört dem, der sie einspielt', ''
  from pg_extension where oid >= 16384
 order by 2;

-- What pg_dump leaves out, or what comes back otherwise than it was.
select 'note', i.type || ' ' || i.identity, 'liegt in einem Schema des Systems; pg_dump nimmt es nicht mit', '', ''
  from (select 'pg_class'::regclass as klasse, oid, relnamespace as schema from pg_class where relkind in ('r', 'p', 'v', 'm', 'S', 'f', 'c') and relpersistence <> 't'
        union all select 'pg_proc'::regclass, oid, pronamespace from pg_proc
        union all select 'pg_type'::regclass, t.oid, t.typnamespace from pg_type t
                   where t.typrelid = 0 and not exists (select from pg_type b where b.typarray = t.oid)
        union all select 'pg_operator'::regclass, oid, oprnamespace from pg_operator
        union all select 'pg_collation'::regclass, oid, collnamespace from pg_collation
        union all select 'pg_ts_config'::regclass, oid, cfgnamespace from pg_ts_config
        union all select 'pg_ts_dict'::regclass, oid, dictnamespace from pg_ts_dict) o
  join pg_namespace n on n.oid = o.schema
  cross join lateral pg_identify_object(o.klasse, o.oid, 0) i
 where o.oid >= 16384 and (n.nspname ~ '^pg_' and n.nspname !~ '^pg_(toast|temp)' or n.nspname = 'information_schema')
   and not exists (select from pg_depend x where x.classid = o.klasse and x.objid = o.oid and x.deptype in ('e', 'i'))
union all
select 'note', 'Index ' || i.indexrelid::regclass, 'ist ungültig (ein CREATE INDEX CONCURRENTLY ist gescheitert); pg_dump nimmt ihn nicht mit', '', ''
  from pg_index i join pg_class c on c.oid = i.indexrelid join pg_namespace n on n.oid = c.relnamespace
 where not i.indisvalid and c.relkind = 'i' and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
union all
select 'note', 'Tabelle ' || t.tgrelid::regclass, 'Fremdschlüssel sind dort ausgeschaltet (DISABLE TRIGGER ALL); nach dem Einspielen gelten sie', '', ''
  from pg_trigger t join pg_class c on c.oid = t.tgrelid
 where t.tgisinternal and t.tgparentid = 0 and t.tgconstraint <> 0 and t.tgenabled = 'D' group by t.tgrelid
union all
select 'note', i.type || ' ' || i.identity, 'liegt im Tablespace ' || s.spcname || '; nach dem Einspielen im Vorgabe-Tablespace der Datenbank', '', ''
  from pg_class c join pg_tablespace s on s.oid = c.reltablespace cross join lateral pg_identify_object('pg_class'::regclass, c.oid, 0) i
 where c.relkind in ('r', 'p', 'm', 'i', 'I') and c.oid >= 16384 and i.schema !~ '^pg_'
 order by 2;
