package de.asvumzug.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Technicians look at mails; an operator's file that is wrong is named to them. */
class MailPreviewIT extends DoorsTestBase {
  @TempDir private static Path directory;

  @Autowired private JdbcClient jdbc;

  @DynamicPropertySource
  static void templates(DynamicPropertyRegistry registry) throws IOException {
    Files.writeString(directory.resolve("agreed.txt"), "Bald geht es los.");
    Files.writeString(
        directory.resolve("starts-now.txt"), "Es geht los, Zu tun: nichts, bis [(${end})].");
    registry.add("asv.mail.templates", directory::toString);
  }

  @Test
  void every_mail_is_shown_as_text_and_nothing_is_queued() throws Exception {
    HttpUser technik = loggedIn("technik");

    assertThat(technik.get("/vorschau").body())
        .contains("Von hier wird nichts verschickt", "/vorschau?mail=cancelled&amp;an=schule");
    assertThat(technik.get("/vorschau?mail=cancelled&an=schule").body())
        .contains("Sie können wie gewohnt mit ASV arbeiten");
    assertThat(technik.get("/vorschau?mail=cancelled&an=technik").body())
        .contains("braucht es einen neuen Plan");
    assertThat(
            jdbc.sql("select count(*) from umzug.mail where migration_id = 'U-0000-0000'")
                .query(Long.class)
                .single())
        .isZero();
  }

  @Test
  void the_first_page_leads_technik_there_and_nobody_else() throws Exception {
    assertThat(loggedIn("technik").get("/").body()).contains("href=\"/vorschau\"");
    assertThat(loggedIn("betreiber").get("/").body()).doesNotContain("/vorschau");
  }

  @Test
  void html_is_a_page_of_its_own_that_can_do_nothing() throws Exception {
    for (String pictures : new String[] {"", "?bilder=aus"}) {
      HttpResponse<String> html = loggedIn("technik").get("/vorschau/agreed/schule" + pictures);
      assertThat(html.statusCode()).isEqualTo(200);
      assertThat(html.headers().allValues("Content-Security-Policy"))
          .singleElement()
          .asString()
          .startsWith("sandbox; default-src 'none'");
      assertThat(html.body())
          .contains("Grundschule Beispielbach")
          .doesNotContain("<script", "<img");
    }
    assertThat(loggedIn("technik").get("/vorschau/trouble/schule").statusCode()).isEqualTo(404);
    assertThat(loggedIn("technik").get("/vorschau").headers().allValues("Content-Security-Policy"))
        .singleElement()
        .asString()
        .startsWith("default-src 'self'");
  }

  @Test
  void an_operators_file_counts_and_a_wrong_one_is_named_and_not_used() throws Exception {
    HttpUser technik = loggedIn("technik");

    assertThat(technik.get("/vorschau?mail=starts-now&an=schule").body())
        .contains("Es geht los, Zu tun: nichts, bis ");
    assertThat(technik.get("/vorschau?mail=agreed&an=schule").body())
        .contains(
            "Vorlagen, die nicht benutzt werden",
            "agreed.txt",
            "Es fehlt: der Beginn (start), das Ende (end).",
            "der Termin für den Umzug des ASV-Servers steht fest")
        .doesNotContain("Bald geht es los");
  }

  @Test
  void the_frame_is_english_for_who_asks_for_it() throws Exception {
    assertThat(loggedIn("technik").get("/vorschau", "Accept-Language", "en").body())
        .contains("Look at mails", "Nothing is sent from here")
        .doesNotContain("Von hier wird nichts verschickt");
  }
}
