package de.asvumzug.trail.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Reads the evidence of any move, for pages and forms. */
public interface EvidenceReader {

  /** The newest document of a name, e.g. {@code numbers-source}; empty if it is not there (yet). */
  Optional<JsonNode> find(String migrationId, String name);
}
