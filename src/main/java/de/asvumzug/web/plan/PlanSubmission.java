package de.asvumzug.web.plan;

import com.fasterxml.jackson.databind.JsonNode;
import de.asvumzug.plan.intake.PlanRejected;
import de.asvumzug.web.api.PlanFiles;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;

/**
 * Hands a form's plan in as the interface for programs does, but only once: the same form sent a
 * second time leads to the move that the first one has begun.
 */
@Service
class PlanSubmission {
  private static final String NAME = "Formular";

  private final PlanFiles files;

  PlanSubmission(PlanFiles files) {
    this.files = files;
  }

  /**
   * @param token of the form; another one makes another move of the same plan
   * @param actor user id
   * @return the move's id
   * @throws PlanRejected naming every wrong field; nothing has happened then
   */
  String submit(String token, JsonNode draft, String actor) {
    String key = key(token, draft, actor);
    Optional<String> before = files.migrationOf(key);
    if (before.isPresent()) {
      return before.get();
    }
    try {
      return files.submit(key, NAME, draft, actor).id();
    } catch (PlanRejected | DuplicateKeyException e) {
      // Perhaps it came a second time while the first one was still being stored.
      return files.migrationOf(key).orElseThrow(() -> e);
    }
  }

  private static String key(String token, JsonNode draft, String actor) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      String whole = String.join("\0", NAME, actor, token, draft.toString());
      return HexFormat.of().formatHex(digest.digest(whole.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
