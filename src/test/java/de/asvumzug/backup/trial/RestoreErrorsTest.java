package de.asvumzug.backup.trial;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RestoreErrorsTest {
  @Test
  void each_error_comes_with_the_beginning_of_its_statement() {
    String log =
        """
        pg_restore: error: could not execute query: ERROR:  role "16999" does not exist
        Command was: GRANT SELECT ON TABLE asv.svp_note TO "16999";


        pg_restore: error: could not execute query: ERROR:  extension "x" is not available
        DETAIL:  Could not open extension control file "x.control": No such file or directory.
        HINT:  The extension must first be installed on the system where PostgreSQL is running.
        Command was: CREATE EXTENSION IF NOT EXISTS x WITH SCHEMA ext;
        pg_restore: warning: errors ignored on restore: 2
        """;

    assertThat(RestoreErrors.of(log))
        .containsExactly(
            "role \"16999\" does not exist (GRANT SELECT ON TABLE asv.svp_note TO \"16999\";)",
            "extension \"x\" is not available (CREATE EXTENSION IF NOT EXISTS x WITH SCHEMA ext;)");
  }

  @Test
  void a_password_of_a_foreign_server_is_not_shown() {
    String log =
        """
        pg_restore: error: could not execute query: ERROR:  server "w" does not exist
        Command was: CREATE USER MAPPING FOR asv SERVER w OPTIONS (password 'geheim');
        """;

    assertThat(RestoreErrors.of(log).toString())
        .contains("FOR asv SERVER w")
        .doesNotContain("geheim");
  }
}
