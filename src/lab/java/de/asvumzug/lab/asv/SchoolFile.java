package de.asvumzug.lab.asv;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.h2.mvstore.MVStoreTool;

/**
 * The H2 file of a School server. H2 rewrites it at shutdown and renames it; whoever is killed
 * meanwhile leaves only the new file (docs/domain.md §4, doku dsskeinedatenbank).
 */
final class SchoolFile {
  private static final long LOOK_NANOS = 20_000_000;

  private final Path file;
  private final Path rewritten;

  SchoolFile(Home home) {
    this.file = home.file("database/asv.mv.db");
    this.rewritten = home.file("database/asv.mv.db.newFile");
  }

  /** Closes the database and compacts its file; the time between the renames is the machine's. */
  void shutdownCompact(Connection connection) throws SQLException, IOException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("shutdown");
    }
    MVStoreTool.compact(file.toString(), rewritten.toString(), false);
    Files.delete(file);
    pause();
    Files.move(rewritten, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** As long as the switch says, which may say something else meanwhile. */
  private static void pause() throws IOException {
    Path delay = Home.labSwitch("compact-delay-ms");
    long begun = System.nanoTime();
    while (Files.exists(delay)
        && System.nanoTime() - begun
            < TimeUnit.MILLISECONDS.toNanos(Long.parseLong(Files.readString(delay).strip()))) {
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }
}
