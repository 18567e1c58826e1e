package de.asvumzug.check;

import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.LayoutSettings;
import de.asvumzug.check.CheckSettings.RowHash;
import de.asvumzug.check.fingerprint.FingerprintService;
import de.asvumzug.check.fingerprint.Fingerprints;
import de.asvumzug.check.tenant.TenantFingerprints;
import de.asvumzug.check.tenant.TenantWay;
import de.asvumzug.host.Sleeper;
import de.asvumzug.host.job.DetachedJobs;
import de.asvumzug.host.job.ProgressListener;
import de.asvumzug.plan.Side;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The fast ways tell apart what its text tells apart, and nothing else: for each type, values that
 * are made to be mistaken for each other, each in a table of its own, measured in all ways.
 */
class PostgresValueHashIT {
  private static final long SEED = 20261126;

  @TempDir static Path folder;

  @Test
  void tells_values_apart_on_the_old_version() throws Exception {
    compareBothWays(TestServers.old());
  }

  @Test
  void tells_values_apart_on_the_new_version() throws Exception {
    compareBothWays(TestServers.current());
  }

  private static void compareBothWays(EmbeddedPostgres server) throws Exception {
    String database = TestServers.database(server);
    for (Map.Entry<String, List<String>> type : values().entrySet()) {
      TestServers.execute(server, database, tables(type.getKey(), type.getValue()));
    }
    Map<String, Fingerprints.TableFingerprint> fast = measure(server, database, RowHash.AUTO);
    Map<String, Fingerprints.TableFingerprint> text = measure(server, database, RowHash.MD5);
    Map<String, Fingerprints.TableFingerprint> both = measureForBothEngines(server, database);

    assertThat(both.keySet()).isEqualTo(text.keySet());
    assertThat(fast.keySet()).isEqualTo(text.keySet()).hasSizeGreaterThan(400);
    for (Map.Entry<String, List<String>> type : values().entrySet()) {
      Map<String, String> byText = new HashMap<>();
      Map<String, String> byHash = new HashMap<>();
      Map<String, String> byBoth = new HashMap<>();
      for (int n = 0; n < type.getValue().size(); n++) {
        String table = type.getKey() + ".w" + n;
        String value = type.getKey() + " " + type.getValue().get(n);
        String md5 = text.get(table).hash();
        String hash = fast.get(table).hash();
        assertThat(hash.equals(md5))
            .as("only arrays are hashed by their text: " + value)
            .isEqualTo(type.getKey().equals("text[]"));
        assertThat(byText.merge(md5, hash, (first, second) -> first))
            .as("equal values have equal hashes: " + value)
            .isEqualTo(hash);
        assertThat(byHash.merge(hash, md5, (first, second) -> first))
            .as("different values have different hashes: " + value)
            .isEqualTo(md5);
        assertThat(byBoth.merge(md5, both.get(table).hash(), (first, second) -> first))
            .as("equal values have equal hashes for both engines: " + value)
            .isEqualTo(both.get(table).hash());
        assertThat(
                byBoth.entrySet().stream()
                    .filter(known -> known.getValue().equals(both.get(table).hash())))
            .as("different values have different hashes for both engines: " + value)
            .hasSize(1);
      }
    }
  }

  private static String tables(String type, List<String> values) {
    StringBuilder sql = new StringBuilder("create schema \"" + type + "\";");
    for (int n = 0; n < values.size(); n++) {
      sql.append(
          "create table \"%s\".w%d as select (%s)::%s as v;"
              .formatted(type, n, values.get(n), type));
    }
    return sql.toString();
  }

  /** Expressions by type. */
  private static Map<String, List<String>> values() {
    Random random = new Random(SEED);
    Map<String, List<String>> values = new LinkedHashMap<>();
    values.put("int8", int8(random));
    values.put("int4", integers(random, Integer.MIN_VALUE, Integer.MAX_VALUE));
    values.put("int2", integers(random, Short.MIN_VALUE, Short.MAX_VALUE));
    values.put("oid", quoted("0", "1", "2147483647", "2147483648", "4294967294", "4294967295"));
    values.put("bool", quoted("t", "f"));
    values.put("numeric(10,2)", numeric(random));
    values.put(
        "numeric",
        quoted(
            "0",
            "0.0",
            "-0",
            "1",
            "1.0",
            "1.1",
            "1.10",
            "1.100",
            "-1.1",
            "10000",
            "100000000",
            "1e30",
            "-1e30",
            "1e-30",
            "0.0001",
            "NaN",
            "Infinity",
            "-Infinity"));
    values.put(
        "date",
        quoted("2026-11-26", "2026-11-27", "infinity", "-infinity", "0001-01-01 BC", "1999-12-31"));
    values.put("time", moments(random, "time '00:00'", 1L << 36));
    values.put("timestamp", moments(random, "timestamp '2000-01-01'", 1L << 50));
    values.put("timestamptz", moments(random, "timestamptz '2000-01-01 00:00+00'", 1L << 50));
    values.put("uuid", uuids(random));
    values.put("bytea", bytes(random));
    List<String> texts =
        quoted(
            "",
            " ",
            "a",
            "a ",
            "A",
            "ä",
            "a\u0308",
            "null",
            "0",
            "a,b",
            "(a)",
            "\"\"",
            "ab",
            "ba",
            "x".repeat(12),
            "x".repeat(13),
            "x".repeat(5000),
            "x".repeat(5001));
    values.put("text", texts);
    values.put("varchar", texts);
    values.put("char(5)", quoted("", " ", "a", "a ", " a", "ab", "ba", "abcde"));
    values.put(
        "text[]",
        quoted(
            "{}",
            "{a,b}",
            "{{a},{b}}",
            "{{a,b}}",
            "{\"a,b\"}",
            "{NULL}",
            "{\"NULL\"}",
            "{\"\"}",
            "[2:3]={a,b}"));
    values.values().forEach(list -> list.add("null"));
    return values;
  }

  private static List<String> quoted(String... texts) {
    List<String> quoted = new ArrayList<>();
    for (String text : texts) {
      quoted.add("'" + text + "'");
    }
    return quoted;
  }

  private static List<String> int8(Random random) {
    List<Long> numbers = new ArrayList<>();
    for (long edge : new long[] {0, 7, 1L << 31, 1L << 32, 1L << 33, Long.MAX_VALUE}) {
      numbers.addAll(List.of(edge - 1, edge, ~edge, -edge));
    }
    for (int n = 0; n < 8; n++) {
      long number = random.nextLong();
      int bit = random.nextInt(31);
      numbers.addAll(
          List.of(
              number,
              number ^ (1L << bit) ^ (1L << (bit + 32)),
              ~number,
              Long.rotateLeft(number, 32),
              number ^ (1L << bit)));
    }
    return numbers.stream()
        .map(number -> "'" + number + "'")
        .collect(ArrayList::new, List::add, List::addAll);
  }

  private static List<String> integers(Random random, int least, int most) {
    List<String> numbers = quoted("0", "1", "-1", "" + least, "" + most);
    for (int n = 0; n < 10; n++) {
      int number = least + (int) Math.floor(random.nextDouble() * ((double) most - least));
      numbers.addAll(quoted("" + number, "" + ~number));
    }
    return numbers;
  }

  private static List<String> numeric(Random random) {
    List<String> numbers =
        quoted(
            "0",
            "0.01",
            "-0.01",
            "1",
            "-1",
            "100",
            "10000",
            "1000000",
            "-10000",
            "0.1",
            "NaN",
            "99999999.99",
            "-99999999.99",
            "12.50",
            "-12.50");
    for (int n = 0; n < 10; n++) {
      String number = random.nextInt(100_000_000) + "." + random.nextInt(100);
      numbers.addAll(quoted(number, "-" + number));
    }
    return numbers;
  }

  /** Microseconds from there on, with two bits that the server's hash lays over each other. */
  private static List<String> moments(Random random, String start, long most) {
    List<String> moments = new ArrayList<>();
    for (int n = 0; n < 10; n++) {
      long micros = (random.nextLong() & (most - 1));
      int bit = random.nextInt(63 - Long.numberOfLeadingZeros(most) - 32);
      for (long value :
          new long[] {
            micros, micros ^ (1L << bit) ^ (1L << (bit + 32)), micros ^ (1L << bit), micros ^ 1
          }) {
        moments.add(start + " + " + value + " * interval '1 microsecond'");
      }
    }
    if (start.startsWith("timestamp")) {
      moments.addAll(
          quoted("infinity", "-infinity", "1999-12-31 23:59:59.999999", "0001-01-01 BC"));
    } else {
      moments.addAll(quoted("24:00", "00:00"));
    }
    return moments;
  }

  private static List<String> uuids(Random random) {
    List<String> uuids = new ArrayList<>();
    for (int n = 0; n < 10; n++) {
      long high = random.nextLong();
      long low = random.nextLong();
      int bit = random.nextInt(31);
      uuids.addAll(
          quoted(
              new UUID(high, low).toString(),
              new UUID(low, high).toString(),
              new UUID(high ^ (1L << bit) ^ (1L << (bit + 32)), low).toString()));
    }
    return uuids;
  }

  private static List<String> bytes(Random random) {
    List<String> bytes = quoted("\\x", "\\x00", "\\x0000", "\\x2d", "\\x000000000000000000000000");
    for (int n = 0; n < 10; n++) {
      long number = random.nextLong();
      int bit = random.nextInt(31);
      bytes.addAll(
          quoted(
              "\\x%016x".formatted(number),
              "\\x%016x".formatted(number ^ (1L << bit) ^ (1L << (bit + 32)))));
    }
    return bytes;
  }

  private static Map<String, Fingerprints.TableFingerprint> measureForBothEngines(
      EmbeddedPostgres server, String database) throws Exception {
    Endpoint endpoint =
        EndpointFixture.enterprise(
            Side.SOURCE,
            EndpointFixture.host("alt", folder),
            "/opt/asv",
            server.getPort(),
            database);
    String key = "werte-" + UUID.randomUUID();
    Map<String, Fingerprints.TableFingerprint> found = new HashMap<>();
    new TenantFingerprints(
            EndpointFixture.defaults(TenantSettings.class),
            EndpointFixture.settings(),
            EndpointFixture.defaults(LayoutSettings.class),
            EndpointFixture.NO_SECRETS)
        .take(
            endpoint,
            List.of(),
            TenantWay.VALUES.algorithm(),
            key,
            new DetachedJobs(key, () -> false, Sleeper.REAL),
            ProgressListener.NONE)
        .others()
        .forEach(table -> found.put(table.name(), table));
    return found;
  }

  private static Map<String, Fingerprints.TableFingerprint> measure(
      EmbeddedPostgres server, String database, RowHash way) throws Exception {
    Endpoint endpoint =
        EndpointFixture.enterprise(
            Side.SOURCE,
            EndpointFixture.host("alt", folder),
            "/opt/asv",
            server.getPort(),
            database);
    String key = "werte-" + UUID.randomUUID();
    Map<String, Fingerprints.TableFingerprint> found = new HashMap<>();
    new FingerprintService(
            EndpointFixture.settings(way),
            EndpointFixture.defaults(LayoutSettings.class),
            EndpointFixture.defaults(TenantSettings.class),
            EndpointFixture.NO_SECRETS)
        .take(
            endpoint, key, new DetachedJobs(key, () -> false, Sleeper.REAL), ProgressListener.NONE)
        .fingerprints()
        .tables()
        .forEach(table -> found.put(table.name(), table));
    return found;
  }
}
