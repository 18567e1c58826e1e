package de.asvumzug.trail.evidence;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table {@code umzug.evidence}; the callers hold the transaction. */
@Component
public final class EvidenceRepository {

  /** One stored revision of a document. */
  public record Document(
      String name, int revision, String text, String sha256, Instant createdAt) {}

  private final JdbcClient jdbc;

  public EvidenceRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void append(String migrationId, Document document) {
    jdbc.sql(
            "insert into umzug.evidence (migration_id, name, revision, document, sha256, created_at)"
                + " values (:id, :name, :revision, :document, :sha256, :at)")
        .param("id", migrationId)
        .param("name", document.name())
        .param("revision", document.revision())
        .param("document", document.text())
        .param("sha256", document.sha256())
        .param("at", document.createdAt().atOffset(ZoneOffset.UTC))
        .update();
  }

  Optional<Document> newest(String migrationId, String name) {
    return jdbc.sql(
            "select * from umzug.evidence where migration_id = :id and name = :name"
                + " order by revision desc limit 1")
        .param("id", migrationId)
        .param("name", name)
        .query(EvidenceRepository::document)
        .optional();
  }

  public List<Document> all(String migrationId) {
    return jdbc.sql("select * from umzug.evidence where migration_id = :id order by name, revision")
        .param("id", migrationId)
        .query(EvidenceRepository::document)
        .list();
  }

  /** One stored revision without its text. */
  public record Sum(String name, int revision, String sha256) {}

  /** Every revision of every document, without reading them. */
  public List<Sum> sums(String migrationId) {
    return jdbc.sql(
            "select name, revision, sha256 from umzug.evidence where migration_id = :id"
                + " order by name, revision")
        .param("id", migrationId)
        .query(Sum.class)
        .list();
  }

  private static Document document(ResultSet result, int index) throws SQLException {
    return new Document(
        result.getString("name"),
        result.getInt("revision"),
        result.getString("document"),
        result.getString("sha256"),
        result.getObject("created_at", OffsetDateTime.class).toInstant());
  }
}
