package de.asvumzug.check;

import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.check.probe.ValueHash;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The hash that our tool makes is the server's own: any length, any seed, any place of a null. */
class ValueHashIT {
  private static final long SEED = 20261127;

  @Test
  void is_that_of_the_old_version() throws Exception {
    compare(TestServers.old());
  }

  @Test
  void is_that_of_the_new_version() throws Exception {
    compare(TestServers.current());
  }

  @Test
  void a_row_without_values_is_nothing() {
    assertThat(ValueHash.row(List.of(), 7)).containsOnly(0);
  }

  private static void compare(EmbeddedPostgres server) throws SQLException {
    Random random = new Random(SEED);
    try (Connection connection = TestServers.connect(server, "postgres");
        PreparedStatement query =
            connection.prepareStatement(
                """
                select h2, h1 # h2 from (select h1, hash_record_extended(h, h1) as h2
                  from (select h, hash_record_extended(h, ?) as h1
                    from (select row(?::bytea, ?::text collate "C", null::text, ?::text collate "C") as h offset 0) a offset 0) b) c
                """)) {
      for (int n = 0; n < 400; n++) {
        byte[] bytes = new byte[n % 50];
        random.nextBytes(bytes);
        String text = "ä".repeat(n % 9) + "x".repeat(random.nextInt(30));
        String other = n % 3 == 0 ? null : Long.toString(random.nextLong());
        long seed = n % 5 == 0 ? 0 : random.nextLong();
        query.setLong(1, seed);
        query.setBytes(2, bytes);
        query.setString(3, text);
        query.setString(4, other);
        List<byte[]> values = Arrays.asList(bytes, utf8(text), null, utf8(other));
        ByteBuffer made = ByteBuffer.wrap(ValueHash.row(values, seed));
        try (ResultSet row = query.executeQuery()) {
          row.next();
          assertThat(made.getLong()).isEqualTo(row.getLong(1));
          assertThat(made.getLong()).isEqualTo(row.getLong(2));
        }
      }
    }
  }

  private static byte[] utf8(String text) {
    return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
  }
}
