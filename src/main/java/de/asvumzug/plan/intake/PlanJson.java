package de.asvumzug.plan.intake;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.MapperBuilder;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import de.asvumzug.plan.Migration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import org.springframework.stereotype.Component;

/**
 * Reads texts of plans and stores plans as JSON, independent of how the web interface is set up.
 */
@Component
public final class PlanJson {
  /** Longest text of a plan that is read, in bytes; a plan with 500 schools has about 100 KB. */
  public static final int MAX_BYTES = 512 * 1024;

  private final ObjectMapper json = strict(JsonMapper.builder()).build();
  private final ObjectMapper yaml = strict(YAMLMapper.builder()).build();

  private static <M extends ObjectMapper, B extends MapperBuilder<M, B>> B strict(B builder) {
    return builder
        .addModule(new JavaTimeModule())
        .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
  }

  /**
   * @throws PlanUnreadable if the text is no JSON
   */
  public JsonNode readJson(byte[] text) {
    requireUtf8(text);
    return tree(json, text, "JSON");
  }

  /**
   * @throws PlanUnreadable if the text is no YAML
   */
  public JsonNode readYaml(byte[] text) {
    requireUtf8(text);
    requirePlain(text);
    return tree(yaml, text, "YAML");
  }

  /** Names of schools are full of umlauts: a guess at the encoding would spoil them unseen. */
  private static void requireUtf8(byte[] text) {
    ByteBuffer bytes = ByteBuffer.wrap(text);
    CharBuffer decoded = CharBuffer.allocate(text.length + 1);
    boolean broken = StandardCharsets.UTF_8.newDecoder().decode(bytes, decoded, true).isError();
    int at = bytes.position();
    for (int i = 0; !broken && i < text.length; i++) {
      if (text[i] == 0) { // what UTF-16 is full of
        broken = true;
        at = i;
      }
    }
    if (broken) {
      int line = 1 + (int) decoded.flip().chars().filter(one -> one == '\n').count();
      throw new PlanUnreadable(
          "%s nicht dazu. Bitte speichern Sie die Datei im Editor mit der Kodierung UTF-8."
              .formatted(
                  "Der Text ist nicht in UTF-8 gespeichert: Das Byte 0x%02X an Stelle %d (Zeile %d) gehört"
                      .formatted(text[at], at, line)),
          null);
    }
  }

  /** Anchors, what refers to them, and types would be read in part only. */
  private void requirePlain(byte[] text) {
    try (YAMLParser parser = ((YAMLFactory) yaml.getFactory()).createParser(text)) {
      while (parser.nextToken() != null) {
        if (parser.isCurrentAlias() || parser.getObjectId() != null || parser.getTypeId() != null) {
          throw new PlanUnreadable(
              """
              Der Plan enthält Anker (&), Verweise (*) oder Typen (!)%s. \
              Bitte schreiben Sie jede Angabe dort aus, wo sie gilt."""
                  .formatted(place(parser.currentTokenLocation())),
              null);
        }
      }
    } catch (IOException e) {
      return; // said with its place by whoever reads it in earnest
    }
  }

  private static JsonNode tree(ObjectMapper mapper, byte[] text, String language) {
    try {
      return mapper.readTree(text);
    } catch (JsonProcessingException e) {
      throw new PlanUnreadable(
          """
          Der Text ist kein lesbares %s%s. Bitte prüfen Sie dort Klammern, Einrückung, \
          Anführungszeichen und doppelte Felder."""
              .formatted(language, place(e.getLocation())),
          e);
    } catch (IOException e) {
      throw new PlanUnreadable(
          "Der Text ist kein lesbares " + language + "; erwartet wird UTF-8.", e);
    }
  }

  private static String place(JsonLocation location) {
    return location == null || location.getLineNr() < 1
        ? ""
        : " (Zeile " + location.getLineNr() + ", Spalte " + location.getColumnNr() + ")";
  }

  /** The plan as it is stored and handed to workers on site. */
  public String write(Migration plan) {
    try {
      return json.writeValueAsString(plan);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The plan as a tree, with the fields of {@link #write}. */
  public JsonNode tree(Migration plan) {
    return json.valueToTree(plan);
  }

  /** A plan as a file for people, to be read by {@link #readJson}. */
  public byte[] fileJson(JsonNode draft) {
    return file(json, draft);
  }

  /** A plan as a file for people, to be read by {@link #readYaml}. */
  public byte[] fileYaml(JsonNode draft) {
    return file(yaml, draft);
  }

  private static byte[] file(ObjectMapper mapper, JsonNode draft) {
    try {
      return mapper.writerWithDefaultPrettyPrinter().writeValueAsBytes(draft);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads what {@link #write} wrote, of this or an earlier release. */
  public Migration read(String stored) {
    try {
      return json.readValue(stored, Migration.class);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
