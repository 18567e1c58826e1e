package de.asvumzug.security.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.asvumzug.security.DoorsTestBase;
import de.asvumzug.security.HttpUser;
import de.asvumzug.security.account.Groups;
import java.util.UUID;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.digest.Sha512HashDigest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** How passwords lie in the database. */
class StoredPasswordsIT extends DoorsTestBase {
  @Autowired private JdbcTemplate jdbc;

  private String stored(String user) {
    return jdbc.queryForObject("select pwd_ from act_id_user where id_ = ?", String.class, user);
  }

  private String person() {
    String id = "p" + UUID.randomUUID().toString().substring(0, 8);
    User user = engine.getIdentityService().newUser(id);
    user.setPassword(PASSWORD);
    engine.getIdentityService().saveUser(user);
    engine.getIdentityService().createMembership(id, Groups.TECHNIK);
    return id;
  }

  @Test
  void a_password_is_stored_with_argon2id() {
    assertThat(stored(person())).startsWith("{argon2id}$argon2id$v=19$m=7168,t=5,p=1$");
  }

  @Test
  void what_an_older_version_has_stored_is_valid_and_renewed_at_the_login() throws Exception {
    String id = person();
    String old = "{SHA-512}" + new Sha512HashDigest().encrypt(PASSWORD + "salz");
    jdbc.update("update act_id_user set pwd_ = ?, salt_ = 'salz' where id_ = ?", old, id);

    assertThat(nobody().logIn(id, "Falsches-Kennwort-1").headers().firstValue("Location").get())
        .contains("/login?fehler");
    assertThat(stored(id)).isEqualTo(old);
    HttpUser http = loggedIn(id);

    assertThat(stored(id)).startsWith("{argon2id}");
    assertThat(http.get("/api/migrations").statusCode()).isEqualTo(200);
    assertThat(loggedIn(id).get("/api/migrations").statusCode()).isEqualTo(200);
  }

  @Test
  void a_program_with_the_old_password_is_refused_as_soon_as_it_is_changed() throws Exception {
    String id = person();
    String basic = HttpUser.basic(id, PASSWORD);
    assertThat(nobody().get("/api/migrations", "Authorization", basic).statusCode()).isEqualTo(200);
    assertThat(nobody().get("/api/migrations", "Authorization", basic).statusCode()).isEqualTo(200);
    User user = engine.getIdentityService().createUserQuery().userId(id).singleResult();
    user.setPassword("Ganz-anderer-Satz-88");
    engine.getIdentityService().saveUser(user);
    assertThat(nobody().get("/api/migrations", "Authorization", basic).statusCode()).isEqualTo(401);
  }

  @Test
  void the_engine_takes_no_password_that_is_easy_to_guess() {
    for (String easy : new String[] {"Kurz-1!aaaa", "Passwort2026!", "qwertyqwerty"}) {
      User user = engine.getIdentityService().newUser("p" + UUID.randomUUID());
      user.setPassword(easy);
      assertThatThrownBy(() -> engine.getIdentityService().saveUser(user))
          .as(easy)
          .isInstanceOf(ProcessEngineException.class);
    }
  }
}
