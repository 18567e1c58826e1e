package de.asvumzug.step.output;

import de.asvumzug.host.Host;
import de.asvumzug.host.Machines;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.host.job.JobKey;
import de.asvumzug.host.job.LogChunk;
import de.asvumzug.host.secret.SecretValues;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.MigrationLookup;
import de.asvumzug.step.StepTask;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The end of what the jobs of a move's running steps print, for people who watch. Reads on where it
 * has stopped, and asks a machine at most every two seconds, however many watch.
 */
@Component
public class RunningOutput {
  private static final Logger LOG = LoggerFactory.getLogger(RunningOutput.class);

  private static final int TAIL_CHARACTERS = 8_000;
  private static final Duration FRESH = Duration.ofSeconds(2);

  private final JdbcClient jdbc;
  private final MigrationLookup migrations;
  private final Machines machines;
  private final SecretValues secrets;
  private final Map<String, Look> looks = new ConcurrentHashMap<>();

  RunningOutput(
      JdbcClient jdbc, MigrationLookup migrations, Machines machines, SecretValues secrets) {
    this.jdbc = jdbc;
    this.migrations = migrations;
    this.machines = machines;
    this.secrets = secrets;
  }

  /**
   * What one job has printed last.
   *
   * @param element id in the model
   * @param school Schulnummer; null if the step is not carried out per school
   * @param job name within the step, e.g. {@code dump}; empty for a note of ours
   * @param text secrets masked; German if it is a note of ours
   */
  public record Output(String element, String school, String machine, String job, String text) {}

  /** An attempt that runs. */
  private record Running(String instance, String element, String school, int attempt) {
    String prefix() {
      return StepTask.key(instance, element, Optional.ofNullable(school), attempt) + ".";
    }
  }

  /** Where reading goes on, and the end of what was read. */
  private record Read(long offset, String tail) {}

  private record Look(Instant at, List<Output> outputs, Map<JobKey, Read> read) {}

  /** Empty while no step runs whose jobs print something. */
  public List<Output> of(String migrationId) {
    List<Running> running = running(migrationId);
    if (running.isEmpty()) {
      looks.remove(migrationId);
      return List.of();
    }
    return looks.compute(migrationId, (id, last) -> look(id, running, last)).outputs();
  }

  private List<Running> running(String migrationId) {
    return jdbc.sql(
            """
            select process_instance_id, element, nullif(school, '') as school, attempt
              from umzug.step where migration_id = :id and state = 'RUNNING' order by started_at""")
        .param("id", migrationId)
        .query(
            (row, number) ->
                new Running(
                    row.getString("process_instance_id"),
                    row.getString("element"),
                    row.getString("school"),
                    row.getInt("attempt")))
        .list();
  }

  private Look look(String migrationId, List<Running> running, Look last) {
    if (last != null && Instant.now().isBefore(last.at().plus(FRESH))) {
      return last;
    }
    Migration migration = migrations.get(migrationId);
    Map<JobKey, Read> known = last == null ? Map.of() : last.read();
    Map<JobKey, Read> read = new ConcurrentHashMap<>();
    List<Output> outputs = new ArrayList<>();
    Stream.of(migration.source().machine(), migration.target().machine())
        .distinct()
        .forEach(machine -> outputs.addAll(of(machine, running, known, read)));
    return new Look(Instant.now(), List.copyOf(outputs), read);
  }

  private List<Output> of(
      String machine, List<Running> running, Map<JobKey, Read> known, Map<JobKey, Read> read) {
    Optional<String> site = machines.site(machine);
    if (site.isPresent()) {
      return List.of(
          note(
              machine,
              "Diese Maschine erreicht nur der Worker am Standort „%s“; seine Ausgabe liegt dort."
                  .formatted(site.get())));
    }
    List<Output> outputs = new ArrayList<>();
    try {
      Host host = machines.glance(machine);
      for (JobKey key : host.jobs()) {
        Optional<Running> step =
            running.stream().filter(one -> key.value().startsWith(one.prefix())).findFirst();
        if (step.isPresent()) {
          Read now = tail(host, key, known.getOrDefault(key, new Read(0, "")));
          read.put(key, now);
          outputs.add(output(step.get(), machine, key, now));
        }
      }
    } catch (IOException | OperationFailed e) {
      LOG.info("No output from {}: {}", machine, e.getMessage());
      outputs.add(note(machine, "Diese Maschine antwortet gerade nicht."));
    }
    return outputs;
  }

  private Output output(Running step, String machine, JobKey key, Read read) {
    return new Output(
        step.element(),
        step.school(),
        machine,
        key.value().substring(step.prefix().length()),
        secrets.mask(read.tail()));
  }

  private static Output note(String machine, String text) {
    return new Output("", null, machine, "", text);
  }

  /** At the beginning of a line: half a secret would not be known as one. */
  private static void cut(StringBuilder tail) {
    int over = tail.length() - TAIL_CHARACTERS;
    if (over > 0) {
      int line = tail.indexOf("\n", over - 1);
      tail.delete(0, line < 0 ? tail.length() : line + 1);
    }
  }

  private static Read tail(Host host, JobKey key, Read from) throws IOException {
    StringBuilder tail = new StringBuilder(from.tail());
    long offset = from.offset();
    for (LogChunk chunk = host.readLog(key, offset);
        !chunk.text().isEmpty();
        chunk = host.readLog(key, offset)) {
      tail.append(chunk.text());
      cut(tail);
      offset = chunk.nextOffset();
    }
    return new Read(offset, tail.toString());
  }
}
