package de.asvumzug.plan.intake;

import java.util.Optional;
import java.util.Set;

/** What a plan may refer to: the machines and secrets that the settings know, by name. */
public interface KnownResources {

  Set<String> machines();

  /** The site whose worker alone reaches a machine; empty if the centre reaches it. */
  default Optional<String> site(String machine) {
    return Optional.empty();
  }

  boolean secretExists(String name);

  /** Whether the settings let programs on a machine log in to a database server. */
  boolean databaseHostPermitted(String machine, String host);

  /** Whether the settings bind a secret to the databases of a machine. */
  boolean databaseSecretPermitted(String machine, String secret);

  /** Whether the settings bind a secret to the certificates on a machine. */
  boolean pinSecretPermitted(String machine, String secret);
}
