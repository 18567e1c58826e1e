package de.asvumzug.web.deletion;

import com.fasterxml.jackson.databind.JsonNode;
import de.asvumzug.backup.remains.Deletion;
import de.asvumzug.trail.CanonicalJson;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What was deleted of all moves since a day. Whoever brings an older archive back has to delete the
 * same again (Bavaria's commissioner for data protection, 30th report, 12.5).
 */
@Component
class DeletionList {
  private final JdbcClient jdbc;
  private final CanonicalJson json;

  DeletionList(JdbcClient jdbc, CanonicalJson json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /**
   * One thing that was deleted.
   *
   * @param what path, database or job on the machine
   * @param sha256 of what it was; null where there is none
   */
  record Deleted(String migration, Instant at, String machine, String what, String sha256) {}

  private record Document(String migration, Instant at, String text) {}

  /** The oldest one first. */
  List<Deleted> since(Instant since) {
    List<Deleted> all = new ArrayList<>();
    for (Document document : documents(since)) {
      JsonNode deletion = json.read(document.text(), JsonNode.class);
      for (JsonNode copy : deletion.path("copies")) {
        all.add(
            new Deleted(
                document.migration(),
                document.at(),
                deletion.path("machine").asText(),
                copy.path("what").asText(),
                copy.path("sha256").asText(null)));
      }
    }
    return all;
  }

  private List<Document> documents(Instant since) {
    return jdbc.sql(
            """
            select migration_id, created_at, document from umzug.evidence
            where name in (:names) and created_at >= :since
            order by created_at, migration_id, name""")
        .param("names", List.of(Deletion.EVIDENCE, Deletion.BACKUPS))
        .param("since", since.atOffset(ZoneOffset.UTC))
        .query(
            (row, number) ->
                new Document(
                    row.getString("migration_id"),
                    row.getObject("created_at", OffsetDateTime.class).toInstant(),
                    row.getString("document")))
        .list();
  }
}
