package de.asvumzug.trail.evidence;

import java.util.Optional;

/** The evidence of one move, as seen by one step of it. Made by {@link RecordedEvidence}. */
final class JdbcEvidence implements Evidence {
  private final RecordedEvidence store;
  private final RecordedEvidence.Origin origin;

  JdbcEvidence(RecordedEvidence store, RecordedEvidence.Origin origin) {
    this.store = store;
    this.origin = origin;
  }

  @Override
  public void store(String name, Object document) {
    store.store(origin, name, document);
  }

  @Override
  public <T> Optional<T> find(String name, Class<T> type) {
    return store.find(origin.migrationId(), name, type);
  }

  @Override
  public <T> T get(String name, Class<T> type) {
    return find(name, type).orElseThrow(() -> EvidenceMaker.missing(origin.migrationId(), name));
  }
}
