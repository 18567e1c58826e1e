package de.asvumzug.trail.evidence;

import java.util.Optional;

/**
 * What was found and made in one move: manifests, fingerprints, check results, as JSON in a table
 * of our own. Storing also writes the document's SHA-256 on the trail. Nothing is overwritten: the
 * newest document of a name counts, older ones stay.
 */
public interface Evidence {

  /**
   * @param name kebab-case, e.g. {@code fingerprints-source}
   * @param document a record that Jackson can write and read; no personal data of pupils, no
   *     secrets
   */
  void store(String name, Object document);

  <T> Optional<T> find(String name, Class<T> type);

  /**
   * @throws de.asvumzug.host.OperationFailed (permanent) if it is not there, with the German name
   *     of the step that makes it
   */
  <T> T get(String name, Class<T> type);
}
