package de.asvumzug.security.engine;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.util.MultiValueMap;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/**
 * A request to the engine, read once: its decoded address, its parameters and its JSON body. What
 * no page sends is refused here, before the engine or the database stumbles over it: characters
 * that cannot be stored, other bodies than JSON, expressions that are not on the short list.
 */
record EngineRequest(String path, JsonNode json) {
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
  private static final Set<String> TYPES = Set.of("String", "Boolean", "Date", "Null");
  private static final int LARGEST = 1024 * 1024;
  private static final int DEEPEST = 20;

  /**
   * Milliseconds of the year 9999: what a number may be read as, and the largest that is stored.
   */
  private static final BigDecimal LARGEST_NUMBER = BigDecimal.valueOf(253_402_300_799_999L);

  /** A date of a year that has more than four digits or a sign. */
  private static final Pattern FAR_AWAY =
      Pattern.compile("(?:[+-]\\d{4,}|\\d{5,})-\\d{1,2}-\\d{1,2}(?:[T ].*)?");

  /** A condition on a variable as a parameter: name, operator, value. */
  private static final Pattern LIKE = Pattern.compile("[^_]*_(?:like|notLike)_.*", Pattern.DOTALL);

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION).build();

  /** Why a request is not taken. */
  static final class Unfit extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient HttpStatus status;

    Unfit(HttpStatus status, String why) {
      super(why, null, false, false);
      this.status = status;
    }

    HttpStatus status() {
      return status;
    }
  }

  /**
   * @throws Unfit if no page would send it
   */
  static EngineRequest read(HttpServletRequest request) throws IOException, Unfit {
    return new EngineRequest(path(request), body(request));
  }

  boolean hasBody() {
    return !json.isMissingNode();
  }

  byte[] bytes() throws IOException {
    return JSON.writeValueAsBytes(json);
  }

  private static String path(HttpServletRequest request) throws Unfit {
    try {
      String path =
          UriUtils.decode(
              request.getRequestURI().substring(request.getContextPath().length()),
              StandardCharsets.UTF_8);
      fit(path);
      parameters(request);
      return path.replaceAll("/+$", "");
    } catch (IllegalArgumentException e) {
      throw unreadable("Die Adresse");
    }
  }

  private static void parameters(HttpServletRequest request) throws Unfit {
    if (request.getQueryString() == null) {
      return;
    }
    MultiValueMap<String, String> parameters =
        UriComponentsBuilder.newInstance().query(request.getQueryString()).build().getQueryParams();
    for (var parameter : parameters.entrySet()) {
      String name = decoded(parameter.getKey());
      fit(name);
      if (name.equals("orQueries")) {
        throw unreadable("Die Anfrage"); // a part of bodies; as a parameter the engine stumbles
      }
      for (String value : parameter.getValue()) {
        String text = value == null ? "" : decoded(value);
        fit(text);
        permitted(name, text);
        for (String condition : text.split(",")) {
          if (LIKE.matcher(condition).matches()) {
            whole(condition);
          }
        }
      }
    }
  }

  private static String decoded(String text) {
    return UriUtils.decode(text.replace('+', ' '), StandardCharsets.UTF_8);
  }

  private static JsonNode body(HttpServletRequest request) throws IOException, Unfit {
    if (READING.contains(request.getMethod())) {
      return JSON.missingNode();
    }
    byte[] body = request.getInputStream().readNBytes(LARGEST + 1);
    if (body.length > LARGEST) {
      throw new Unfit(HttpStatus.PAYLOAD_TOO_LARGE, "Die Anfrage ist zu groß.");
    }
    if (body.length == 0) {
      // The engine's queries stumble over no body at all.
      return request.getMethod().equals("POST") ? JSON.createObjectNode() : JSON.missingNode();
    }
    String type = request.getContentType();
    if (type == null || !type.split(";", 2)[0].strip().equalsIgnoreCase("application/json")) {
      throw new Unfit(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "Bitte als application/json senden.");
    }
    try {
      JsonNode json = JSON.readTree(body);
      if (!json.isObject()) {
        throw unreadable("Die Anfrage");
      }
      judge("", json, 0);
      return json;
    } catch (JacksonException e) {
      throw unreadable("Die Anfrage");
    }
  }

  private static void judge(String name, JsonNode node, int depth) throws Unfit {
    if (depth > DEEPEST) {
      throw unreadable("Die Anfrage");
    }
    if (node.isNumber() && node.decimalValue().abs().compareTo(LARGEST_NUMBER) > 0) {
      throw unreadable("Die Anfrage");
    }
    if (node.isTextual()) {
      fit(node.textValue());
      permitted(name, node.textValue());
    }
    if (node.path("operator").asText().toLowerCase(Locale.ROOT).endsWith("like")) {
      whole(node.path("value").asText());
    }
    for (Map.Entry<String, JsonNode> part : node.properties()) {
      fit(part.getKey());
      judge(part.getKey(), part.getValue(), depth + 1);
    }
    for (JsonNode part : node.isArray() ? node : JSON.createArrayNode()) {
      judge(name, part, depth + 1);
    }
  }

  /** The database takes neither the character 0 nor half a character, nor any year at all. */
  private static void fit(String text) throws Unfit {
    if (FAR_AWAY.matcher(text).matches()) {
      throw unreadable("Die Anfrage");
    }
    if (text.codePoints().anyMatch(c -> c == 0 || c >= 0xD800 && c <= 0xDFFF)) {
      throw unreadable("Die Anfrage");
    }
  }

  /** The database fails at a pattern whose last character takes the next one as it is. */
  private static void whole(String pattern) throws Unfit {
    if ((pattern.length() - pattern.replaceAll("\\\\+$", "").length()) % 2 == 1) {
      throw new Unfit(
          HttpStatus.BAD_REQUEST,
          "Ein Suchtext darf nicht mit einem einzelnen \"\\\" enden. Bitte \"\\\\\" schreiben.");
    }
  }

  /** Refused before the engine sees it; the guard inside the engine stays behind this. */
  private static void permitted(String name, String value) throws Unfit {
    if (name.endsWith("Like")) {
      whole(value);
    }
    if (name.endsWith("Expression") && !GuardedExpressionManager.harmless(value)) {
      throw new Unfit(
          HttpStatus.BAD_REQUEST, "Dieser Ausdruck ist in Abfragen und Filtern nicht erlaubt.");
    }
  }

  private static Unfit unreadable(String what) {
    return new Unfit(HttpStatus.BAD_REQUEST, what + " ist nicht lesbar.");
  }

  /** A text of the body's first level. */
  Optional<String> text(String name) {
    JsonNode value = json.path(name);
    return value.isTextual() ? Optional.of(value.textValue()) : Optional.empty();
  }

  /** The same request with this part of its body alone. */
  EngineRequest only(String name) {
    var body = JSON.createObjectNode();
    if (json.has(name)) {
      body.set(name, json.get(name));
    }
    return new EngineRequest(path, body);
  }

  /** The answers of a form: of each its value and its type, if that is one that forms have. */
  EngineRequest answers() throws Unfit {
    var answers = JSON.createObjectNode();
    JsonNode given = json.path("variables");
    if (!given.isObject() && !given.isNull() && !given.isMissingNode()) {
      throw unreadable("Die Antwort");
    }
    for (Map.Entry<String, JsonNode> one : given.properties()) {
      JsonNode value = one.getValue().path("value");
      JsonNode type = one.getValue().path("type");
      if (value.isContainerNode()
          || !type.isNull() && !type.isMissingNode() && !TYPES.contains(type.asText())) {
        throw unreadable("Die Antwort");
      }
      var answer = answers.putObject(one.getKey());
      answer.set("value", value.isMissingNode() ? JSON.getNodeFactory().nullNode() : value);
      if (type.isTextual()) {
        answer.set("type", type);
      }
    }
    var body = JSON.createObjectNode();
    body.set("variables", answers);
    return new EngineRequest(path, body);
  }
}
