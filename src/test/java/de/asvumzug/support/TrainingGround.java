package de.asvumzug.support;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import de.asvumzug.lab.Lab;
import de.asvumzug.lab.LabOptions;
import de.asvumzug.lab.LabVariant;
import de.asvumzug.lab.NewCluster;
import de.asvumzug.lab.Ports;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.commons.io.FileUtils;

/**
 * Everything around the application: its PostgreSQL, a mail catcher, two lab machines, and people
 * with passwords. Outlives the application, which tests may kill.
 */
public final class TrainingGround implements AutoCloseable {
  /** The two installations that can move whole. */
  public enum Kind {
    ENTERPRISE,
    SCHOOL
  }

  private static final Map<String, List<String>> PEOPLE = people();

  private final Path data;
  private final EmbeddedPostgres database;
  private final GreenMail mail;
  private final Lab lab;
  private final Map<String, String> passwords = new LinkedHashMap<>();

  private TrainingGround(Path data, EmbeddedPostgres database, GreenMail mail, Lab lab) {
    this.data = data;
    this.database = database;
    this.mail = mail;
    this.lab = lab;
    PEOPLE.keySet().forEach(user -> passwords.put(user, password()));
  }

  /** Starts all of it below a folder, which is emptied first. */
  public static TrainingGround start(Path folder, Kind kind, LabOptions options) throws Exception {
    LabVariant variant = LabVariant.valueOf(kind.name());
    return start(folder, options.withVariants(variant, variant));
  }

  /** Starts all of it below a folder, which is emptied first. */
  public static TrainingGround start(Path folder, LabOptions options) throws Exception {
    Path data = folder.resolve("engine-db");
    Files.createDirectories(folder);
    // A lab that is there would be opened again, with the move of another day behind it.
    FileUtils.deleteDirectory(folder.resolve("lab").toFile());
    FileUtils.deleteDirectory(data.toFile());
    NewCluster.copyTo(data, "engine", EmbeddedPostgres::builder);
    EmbeddedPostgres database =
        EmbeddedPostgres.builder()
            .setDataDirectory(data)
            .setCleanDataDirectory(false)
            .setRegisterShutdownHook(false)
            .start();
    GreenMail mail = new GreenMail(ServerSetup.SMTP.port(Ports.AROUND.free()));
    try {
      mail.start();
      Lab lab = Lab.open(folder.resolve("lab"), options);
      return new TrainingGround(data, database, mail, lab);
    } catch (Exception e) {
      mail.stop();
      database.close();
      throw e;
    }
  }

  public Lab lab() {
    return lab;
  }

  public GreenMail mail() {
    return mail;
  }

  public Map<String, String> passwords() {
    return passwords;
  }

  public String databaseUrl() {
    return "jdbc:postgresql://localhost:" + database.getPort() + "/postgres";
  }

  /** Spring properties that put the application into this ground. */
  public Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>(lab.settings());
    settings.put("spring.datasource.url", databaseUrl());
    settings.put("spring.datasource.username", "postgres");
    settings.put("spring.datasource.password", "postgres");
    settings.put("spring.mail.host", "127.0.0.1");
    settings.put("spring.mail.port", Integer.toString(mail.getSmtp().getPort()));
    settings.put("asv.security.secure-cookies", "false");
    settings.put("asv.security.change-first-password", "false");
    settings.put("asv.plan.minimum-window", "PT1M");
    settings.put("asv.steps.retry-waits", "1s,2s");
    settings.put("asv.steps.incident-poll", "500ms");
    // Timers wait for the next look of the job executor, by default up to 5 seconds.
    settings.put("camunda.bpm.job-execution.wait-time-in-millis", "200");
    settings.put("camunda.bpm.job-execution.max-wait", "400");
    int index = 0;
    for (Map.Entry<String, List<String>> person : PEOPLE.entrySet()) {
      String prefix = "asv.users[" + index++ + "].";
      settings.put(prefix + "id", person.getKey());
      settings.put(prefix + "first-name", person.getValue().get(0));
      settings.put(prefix + "last-name", person.getValue().get(1));
      settings.put(prefix + "mail", person.getKey() + "@example.org");
      settings.put(prefix + "groups", person.getValue().get(2));
      settings.put(prefix + "password", passwords.get(person.getKey()));
    }
    return settings;
  }

  /** The settings as command line arguments. */
  public List<String> arguments() {
    return settings().entrySet().stream()
        .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
        .toList();
  }

  private static Map<String, List<String>> people() {
    Map<String, List<String>> people = new LinkedHashMap<>();
    people.put("admin", List.of("Ada", "Admin", "camunda-admin"));
    people.put("technik", List.of("Toni", "Technik", "technik"));
    people.put("technik2", List.of("Traudl", "Zweitblick", "technik"));
    people.put("betreiber", List.of("Berta", "Betrieb", "betreiber"));
    people.put("itm", List.of("Ines", "Leitner", "it-management"));
    for (String number : Arrays.asList("0001", "0002", "0003")) {
      people.put("schule-" + number, List.of("Sekretariat", number, "schule-" + number));
    }
    return people;
  }

  /** Readable enough to type, random enough for a machine that others may reach. */
  private static String password() {
    Random random = new SecureRandom();
    String letters = "abcdefghkmnpqrstuvwxyz";
    StringBuilder password = new StringBuilder();
    for (int i = 0; i < 12; i++) {
      password
          .append(i == 4 || i == 8 ? "-" : "")
          .append(letters.charAt(random.nextInt(letters.length())));
    }
    return password.append("-").append(random.nextInt(10, 100)).append("!K").toString();
  }

  @Override
  public void close() throws IOException {
    try {
      lab.close();
    } finally {
      mail.stop();
      database.close();
      FileUtils.deleteQuietly(data.toFile());
    }
  }
}
