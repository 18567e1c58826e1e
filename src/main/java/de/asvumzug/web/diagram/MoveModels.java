package de.asvumzug.web.diagram;

import java.util.Map;
import java.util.Optional;

/** The models that a move runs, in the version that it runs them. */
public interface MoveModels {

  /**
   * One model.
   *
   * @param key of the process definition, e.g. {@code backup}
   * @param name German
   * @param calls what each call activity opens: its id and the key of the called model
   * @param xml BPMN 2.0 with its diagram
   */
  record Model(String key, String name, Map<String, String> calls, String xml) {
    public Model {
      calls = Map.copyOf(calls);
    }
  }

  /**
   * The version that this move has run last; where it has not come to this model yet, the newest.
   *
   * @return empty if there is no model of this key
   */
  Optional<Model> find(String migrationId, String key);

  /**
   * Everything that a move runs on: models, rule tables and forms as they were deployed together,
   * each as it is, by its file name. A move keeps those that it began with.
   *
   * @return what a move would run on that begins now, if this one has not begun
   */
  Map<String, byte[]> files(String migrationId);

  /** The version that a move would run that begins now; empty as {@link #find}. */
  Optional<Model> newest(String key);
}
