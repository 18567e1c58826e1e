package de.asvumzug.step.incident;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Incidents that people were told about, in {@code umzug.incident}. */
@Repository
public class IncidentRepository {
  private final JdbcClient jdbc;

  public IncidentRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Notes it as open and locks its row until the transaction ends.
   *
   * @return false if it is open already
   */
  public boolean announce(FailedStep failed) {
    return jdbc.sql(
                """
                insert into umzug.incident (incident_id, migration_id, element, school, incident_type, configuration)
                values (?, ?, ?, ?, ?, ?)
                on conflict (incident_id) do update set closed_at = null, process_instance_id = null
                 where incident.closed_at is not null
                """)
            .params(
                failed.incidentId(),
                failed.migrationId(),
                failed.element(),
                failed.school(),
                failed.type(),
                failed.configuration())
            .update()
        == 1;
  }

  void handledBy(String incidentId, String processInstanceId) {
    jdbc.sql("update umzug.incident set process_instance_id = ? where incident_id = ?")
        .params(processInstanceId, incidentId)
        .update();
  }

  /** Kept when the incident is closed: how the step's next run is carried out. */
  void decided(String incidentId, boolean byHand) {
    jdbc.sql("update umzug.incident set by_hand = ? where incident_id = ?")
        .params(byHand, incidentId)
        .update();
  }

  void close(String incidentId) {
    jdbc.sql("update umzug.incident set closed_at = now() where incident_id = ?")
        .param(incidentId)
        .update();
  }

  List<FailedStep> open() {
    return jdbc.sql("select * from umzug.incident where closed_at is null order by opened_at")
        .query(this::failedStep)
        .list();
  }

  /** Locked until the transaction ends; empty if it is closed. */
  Optional<FailedStep> lockOpen(String incidentId) {
    return jdbc.sql(
            "select * from umzug.incident where incident_id = ? and closed_at is null for update")
        .param(incidentId)
        .query(this::failedStep)
        .optional();
  }

  Optional<FailedStep> find(String incidentId) {
    return jdbc.sql("select * from umzug.incident where incident_id = ?")
        .param(incidentId)
        .query(this::failedStep)
        .optional();
  }

  private FailedStep failedStep(ResultSet row, int number) throws SQLException {
    return new FailedStep(
        row.getString("incident_id"),
        row.getString("migration_id"),
        row.getString("element"),
        row.getString("school"),
        row.getString("incident_type"),
        row.getString("configuration"),
        row.getString("process_instance_id"));
  }
}
