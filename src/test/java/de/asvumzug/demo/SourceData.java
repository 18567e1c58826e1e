package de.asvumzug.demo;

import com.fasterxml.jackson.databind.JsonNode;
import de.asvumzug.lab.Lab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Map;

/**
 * What the old server held before the move. Enterprise: rows of every table. School: its running
 * server locks the file, so the file of afterwards is held against the checksum that the backup
 * noted when the server had just stopped.
 */
record SourceData(Lab lab, Map<String, Long> rows) {

  static SourceData before(Lab lab) throws SQLException {
    return new SourceData(lab, lab.isEnterprise() ? lab.alt().rowCounts() : Map.of());
  }

  boolean untouched(JsonNode backup) throws Exception {
    if (lab.isEnterprise()) {
      return lab.alt().rowCounts().equals(rows);
    }
    String now = sha256(lab.alt().installation().resolve("database/asv.mv.db"));
    for (JsonNode file : backup.at("/manifest/files")) {
      if (file.path("path").asText().endsWith("asv.mv.db")) {
        return file.path("sha256").asText().equals(now);
      }
    }
    return false;
  }

  private static String sha256(Path file) throws IOException, NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
  }
}
