package de.asvumzug.trail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Evidence of any move as JSON trees. */
@Component
class StoredEvidence implements EvidenceReader {
  private final EvidenceStore store;
  private final ObjectMapper json;

  StoredEvidence(EvidenceStore store, ObjectMapper json) {
    this.store = store;
    this.json = json;
  }

  @Override
  public Optional<JsonNode> find(String migrationId, String name) {
    return store.document(migrationId, name).map(this::tree);
  }

  private JsonNode tree(String text) {
    try {
      return json.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("evidence is stored as JSON only", e);
    }
  }
}
