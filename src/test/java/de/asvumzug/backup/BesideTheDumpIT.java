package de.asvumzug.backup;

import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.backup.restore.RestoredDatabase;
import de.asvumzug.support.TwoServers;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What belongs to a database and is in no dump of it comes with it: one restore on real servers.
 */
class BesideTheDumpIT {
  @TempDir static Path folder;
  private static TwoServers servers;
  private static OddMove odd;
  private static RestoredDatabase restored;

  @BeforeAll
  static void restore_an_odd_database() throws Exception {
    servers = new TwoServers();
    odd = new OddMove(servers, folder);
    restored = odd.restore("r1");
  }

  @AfterAll
  static void stop() throws Exception {
    servers.close();
  }

  @Test
  void rights_and_limit_on_the_database_move() throws Exception {
    assertThat(odd.fresh("select datconnlimit from pg_database where datname = 'asv'"))
        .containsExactly("60");
    assertThat(odd.fresh("select has_database_privilege('nmsv0001', 'asv', 'connect')"))
        .containsExactly("t");
    assertThat(odd.fresh("select has_database_privilege('statistik', 'asv', 'connect')"))
        .as("everybody's right was revoked")
        .containsExactly("f");
  }

  @Test
  void memberships_move_and_the_owners_are_the_new_owners() throws Exception {
    assertThat(
            odd.fresh(
                "select g.rolname || ' < ' || u.rolname || ' ' || m.admin_option from"
                    + " pg_auth_members m join pg_roles g on g.oid = m.roleid join pg_roles u on"
                    + " u.oid = m.member where m.member >= 16384 order by 1"))
        .containsExactly(
            "asv_neu < lehrer_app false",
            "pg_read_all_stats < nmsv0001 false",
            "statistik < asv_neu false",
            "statistik < sync_user true");
    assertThat(odd.fresh("select rolinherit from pg_roles where rolname = 'nmsv0001'"))
        .containsExactly("f");
    assertThat(
            odd.fresh("select rolname from pg_roles where rolname in ('unbeteiligt', 'asv_alt')"))
        .as("roles that nothing belongs to")
        .isEmpty();
  }

  @Test
  void settings_of_the_database_and_of_its_roles_move() throws Exception {
    assertThat(
            odd.fresh(
                "select coalesce(r.rolname, '') || ' ' || c from pg_db_role_setting s join"
                    + " pg_database d on d.oid = s.setdatabase left join pg_roles r on r.oid ="
                    + " s.setrole, unnest(s.setconfig) c order by 1"))
        .containsExactly(
            " default_text_search_config=german",
            " idle_in_transaction_session_timeout=10min",
            " search_path=asv, public",
            "asv_neu lock_timeout=15s",
            "asv_neu search_path=asv, \"Öffentlich\", public",
            "sync_user statement_timeout=5min",
            "sync_user work_mem=8MB");
  }

  @Test
  void objects_of_every_kind_go_to_the_new_owner_and_others_keep_theirs() throws Exception {
    assertThat(
            odd.inside(
                "select distinct pg_get_userbyid(refobjid) from pg_shdepend where deptype = 'o'"
                    + " and dbid = (select oid from pg_database where datname = 'asv') order by 1"))
        .containsExactly("asv_neu", "sync_user");
    assertThat(
            odd.inside(
                "select o.type || ' ' || o.identity from pg_shdepend d, pg_identify_object(classid,"
                    + " objid, 0) o where d.deptype = 'o' and d.refobjid = 'asv_neu'::regrole and"
                    + " d.dbid = (select oid from pg_database where datname = 'asv')"))
        .contains(
            "aggregate asv.mitte(double precision,pg_catalog.anyelement)",
            "aggregate asv.summe(numeric)",
            "collation asv.genau",
            "type asv.paar",
            "function asv.sicher()",
            "large object 4711",
            "materialized view asv.uebersicht",
            "operator asv.+#(numeric,numeric)",
            "operator class asv.text_rueckwaerts USING btree",
            "operator family asv.text_rueckwaerts USING btree",
            "procedure asv.nichts()",
            "schema asv",
            "statistics object asv.noten_statistik",
            "table asv.svp_note",
            "text search configuration asv.deutsch",
            "text search dictionary asv.einfach",
            "type asv.farbe",
            "type asv.spanne",
            "view asv.noten")
        .doesNotContain("table asv.fremd_im_schema");
    assertThat(restored.createdRoles())
        .containsExactly("lehrer_app", "nmsv0001", "statistik", "sync_user");
  }

  @Test
  void rights_of_the_old_owner_on_objects_of_others_go_to_the_new_owner() throws Exception {
    assertThat(
            odd.inside(
                "select has_table_privilege('asv_neu', 'sync.user_id', 'select with grant option')"
                    + " and has_column_privilege('asv_neu', 'sync.user_id', 'name', 'update')"
                    + " and has_schema_privilege('asv_neu', 'sync', 'usage')"
                    + " and has_server_privilege('asv_neu', 'woanders', 'usage')"))
        .containsExactly("t");
    assertThat(odd.inside("select relacl::text from pg_class where oid = 'sync.user_id'::regclass"))
        .as("what it had handed on")
        .first()
        .asString()
        .contains("lehrer_app=r/");
    assertThat(
            odd.inside(
                "select array_agg(r::regrole::text order by 1)::text from pg_policy,"
                    + " unnest(polroles) r"))
        .containsExactly("{asv_neu,statistik}");
    assertThat(
            odd.inside(
                "select pg_get_userbyid(umuser) || array_to_string(umoptions, ',') from"
                    + " pg_user_mapping"))
        .containsExactly("asv_neupassword=geheim=1,user=x");
    assertThat(
            odd.inside(
                "select defaclobjtype::text || ' ' || defaclacl::text from pg_default_acl order by"
                    + " 1"))
        .containsExactly(
            "S {nmsv0001=U/asv_neu}",
            "f {asv_neu=X/asv_neu}",
            "r {asv_neu=arwdDxt/asv_neu,statistik=r/asv_neu}");
  }

  @Test
  void content_and_structure_are_equal_after_the_restore() throws Exception {
    assertThat(odd.compared().differences()).isEmpty();
  }
}
