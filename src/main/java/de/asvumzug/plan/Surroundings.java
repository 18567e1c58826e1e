package de.asvumzug.plan;

import java.util.Set;

/** What a plan may refer to: the machines and secrets that the settings know, by name. */
public interface Surroundings {

  Set<String> machines();

  boolean secretExists(String name);
}
