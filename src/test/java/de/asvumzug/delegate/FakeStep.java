package de.asvumzug.delegate;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.host.Sleeper;
import de.asvumzug.host.job.DetachedJobs;
import de.asvumzug.host.job.Jobs;
import de.asvumzug.host.job.ProgressListener;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.Route;
import de.asvumzug.plan.School;
import de.asvumzug.plan.Side;
import de.asvumzug.step.Step;
import de.asvumzug.trail.evidence.Evidence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A step between two machines that keeps its evidence and notes in memory. */
public final class FakeStep implements Step {
  private final Endpoint source;
  private final Endpoint target;
  private final Migration migration;
  private final Map<String, Object> documents = new LinkedHashMap<>();
  private final List<String> notes = new ArrayList<>();
  private int attempt = 1;
  private boolean byHand;
  private String school;
  private Route route;

  /** Jobs of an earlier step on the same machines are not taken for this one's. */
  private final String run = UUID.randomUUID().toString().substring(0, 8);

  public FakeStep(Endpoint source, Endpoint target, Migration migration) {
    this.source = source;
    this.target = target;
    this.migration = migration;
  }

  /** The engine's next try. */
  FakeStep again() {
    attempt++;
    return this;
  }

  /** For the school of that number from now on. */
  FakeStep of(String number) {
    school = number;
    return this;
  }

  /** A person has done the vendor program's part. */
  FakeStep doneByHand() {
    byHand = true;
    return this;
  }

  /** The way that the model hands on. */
  FakeStep by(Route way) {
    route = way;
    return this;
  }

  @Override
  public Optional<Route> route() {
    return Optional.ofNullable(route);
  }

  @Override
  public boolean byHand() {
    return byHand;
  }

  List<String> notes() {
    return notes;
  }

  @Override
  public String element() {
    return "test";
  }

  @Override
  public String key() {
    return run + "-" + (school == null ? "" : school + "-") + attempt;
  }

  @Override
  public int attempt() {
    return attempt;
  }

  @Override
  public Migration migration() {
    return migration;
  }

  @Override
  public Optional<School> school() {
    return migration.schools().stream().filter(one -> one.number().equals(school)).findFirst();
  }

  @Override
  public Endpoint site(Side side) {
    return side == Side.SOURCE ? source : target;
  }

  @Override
  public Jobs jobs() {
    return new DetachedJobs(key(), () -> false, Sleeper.REAL);
  }

  @Override
  public ProgressListener progress() {
    return ProgressListener.NONE;
  }

  @Override
  public Evidence evidence() {
    return new Evidence() {
      @Override
      public void store(String name, Object document) {
        documents.put(name, document);
      }

      @Override
      public <T> Optional<T> find(String name, Class<T> type) {
        return Optional.ofNullable(documents.get(name)).map(type::cast);
      }

      @Override
      public <T> T get(String name, Class<T> type) {
        return find(name, type).orElseThrow(() -> OperationFailed.permanent(name));
      }
    };
  }

  @Override
  public void note(String text, Map<String, ?> details) {
    notes.add(text + " " + details);
  }
}
