package de.asvumzug.delegate.monitor;

import de.asvumzug.notify.address.PeopleDeletion;
import de.asvumzug.plan.MigrationLookup;
import de.asvumzug.step.output.JobLogDeletion;
import de.asvumzug.step.output.JobLogRepository;
import de.asvumzug.trail.words.TrailWordsRepository;
import de.asvumzug.trail.words.WordsDeletion;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Deletes what people typed about a move, who they were and what its jobs printed, once its
 * retention is over: it is needed no longer than the copies are.
 */
@Component
class WordsRetentionMonitor {
  private static final Logger LOG = LoggerFactory.getLogger(WordsRetentionMonitor.class);

  private final TrailWordsRepository words;
  private final WordsDeletion deletion;
  private final PeopleDeletion people;
  private final EngineWords engine;
  private final JobLogRepository logs;
  private final JobLogDeletion logDeletion;
  private final MigrationLookup migrations;
  private final RetentionEnds ends;
  private final Clock clock;

  @Autowired
  WordsRetentionMonitor(
      TrailWordsRepository words,
      WordsDeletion deletion,
      PeopleDeletion people,
      EngineWords engine,
      JobLogRepository logs,
      JobLogDeletion logDeletion,
      MigrationLookup migrations,
      RetentionEnds ends) {
    this(words, deletion, people, engine, logs, logDeletion, migrations, ends, Clock.systemUTC());
  }

  WordsRetentionMonitor(
      TrailWordsRepository words,
      WordsDeletion deletion,
      PeopleDeletion people,
      EngineWords engine,
      JobLogRepository logs,
      JobLogDeletion logDeletion,
      MigrationLookup migrations,
      RetentionEnds ends,
      Clock clock) {
    this.logs = logs;
    this.logDeletion = logDeletion;
    this.words = words;
    this.deletion = deletion;
    this.people = people;
    this.engine = engine;
    this.migrations = migrations;
    this.ends = ends;
    this.clock = clock;
  }

  @Scheduled(initialDelayString = "PT10M", fixedDelayString = "PT1H")
  void look() {
    Set<String> moves = new TreeSet<>(words.moves());
    moves.addAll(people.moves());
    moves.addAll(logs.moves());
    moves.forEach(this::lookAt);
  }

  /** One move that cannot be looked at does not keep the words of the others. */
  private void lookAt(String migrationId) {
    try {
      Instant now = clock.instant();
      boolean over =
          ends.of(migrationId, migrations.get(migrationId).options().retention())
              .filter(end -> !end.isAfter(now))
              .isPresent();
      if (over) {
        deletion.retentionOver(migrationId);
        // Before the mark that says that all is done.
        engine.delete(migrationId);
        people.retentionOver(migrationId);
        logDeletion.retentionOver(migrationId);
      }
    } catch (RuntimeException e) {
      LOG.warn(
          "Whether words, people and logs of {} are to be deleted is not known: {}",
          migrationId,
          e.toString());
    }
  }
}
