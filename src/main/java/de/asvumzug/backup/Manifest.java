package de.asvumzug.backup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import de.asvumzug.plan.Side;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a backup consists of; written last, so that a folder with a manifest is complete.
 *
 * @param migration the move
 * @param side end of the move that was backed up
 * @param machine name of the machine
 * @param kind what was backed up
 * @param versions tools and servers, e.g. {@code pg_dump → 15.19}
 * @param created on the host's clock
 * @param files every file of the folder but the manifest itself, sorted by path
 * @param links symbolic links of the original, recorded only
 * @param localFiles those of the files that are local configuration; empty for a database
 */
public record Manifest(
    String migration,
    Side side,
    String machine,
    Kind kind,
    Map<String, String> versions,
    Instant created,
    List<Entry> files,
    List<Link> links,
    List<String> localFiles) {
  public static final String NAME = "manifest.json";

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(
              SerializationFeature.INDENT_OUTPUT, SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  public Manifest {
    versions = Map.copyOf(versions);
    files = List.copyOf(files);
    links = List.copyOf(links);
    localFiles = List.copyOf(localFiles);
  }

  /** What was backed up. */
  public enum Kind {
    POSTGRES,
    H2,
    CONFIGURATION,
    /** One school's backup as {@code dbctl} or the client wrote it. */
    TENANT
  }

  /**
   * A file.
   *
   * @param path relative to the backup's folder, with '/'
   * @param size in bytes
   * @param sha256 lower-case hex
   */
  public record Entry(String path, long size, String sha256) {}

  /** A symbolic link of the original and where it points. */
  public record Link(String path, String target) {}

  public long bytes() {
    return files.stream().mapToLong(Entry::size).sum();
  }

  public String toJson() {
    try {
      return JSON.writeValueAsString(this) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record of texts and numbers can be written", e);
    }
  }

  /**
   * @throws IllegalArgumentException if the text is no manifest
   */
  public static Manifest parse(String json) {
    try {
      return JSON.readValue(json, Manifest.class);
    } catch (JsonProcessingException | RuntimeException e) {
      throw new IllegalArgumentException("kein Manifest", e);
    }
  }
}
