package de.asvumzug.web.once;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Does what a request asks for once, however often it is sent: a program that got no answer cannot
 * know whether a move has begun. The answer is kept in the transaction that did it, so that it is
 * there exactly if the act is; a refusal keeps nothing, and the same key may be tried again.
 */
@Service
public class Once {
  private static final Duration KEEP = Duration.ofHours(24);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final RequestAnswerRepository answers;
  private final ObjectMapper json;
  private final TransactionTemplate transaction;

  Once(
      RequestAnswerRepository answers, ObjectMapper json, PlatformTransactionManager transactions) {
    this.answers = answers;
    this.json = json;
    this.transaction = new TransactionTemplate(transactions);
  }

  /**
   * @param body as it was sent
   * @param account whose key it is: two accounts never meet
   * @param act joins the transaction that it is called in, or the answer would be kept without it
   * @throws KeyTaken if the key stands for another request, or its first one is still at work
   * @throws de.asvumzug.web.command.NotUnderstood if the key has a wrong form
   */
  public ResponseEntity<?> answer(
      HttpServletRequest request,
      byte[] body,
      String account,
      Supplier<? extends ResponseEntity<?>> act) {
    Optional<String> key = IdempotencyKey.of(request);
    if (key.isEmpty()) {
      return act.get();
    }
    String hash = hash(request, body);
    return transaction.execute(status -> answer(account, key.get(), hash, act));
  }

  private ResponseEntity<?> answer(
      String account, String key, String hash, Supplier<? extends ResponseEntity<?>> act) {
    if (!answers.begin(account, key, hash, KEEP, PATIENCE)) {
      RequestAnswer given = answers.find(account, key).orElseThrow(() -> KeyTaken.atWork(key));
      if (!given.requestHash().equals(hash)) {
        throw KeyTaken.byAnother(key);
      }
      return given.again();
    }
    ResponseEntity<?> answer = act.get();
    URI location = answer.getHeaders().getLocation();
    answers.answered(
        account,
        key,
        new RequestAnswer(
            hash,
            answer.getStatusCode().value(),
            location == null ? null : location.toString(),
            write(answer.getBody())));
    return answer;
  }

  private String write(Object body) {
    try {
      return json.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an answer that cannot be written", e);
    }
  }

  private static String hash(HttpServletRequest request, byte[] body) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      String line =
          "%s %s?%s\n"
              .formatted(request.getMethod(), request.getRequestURI(), request.getQueryString());
      sha256.update(line.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(sha256.digest(body));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
