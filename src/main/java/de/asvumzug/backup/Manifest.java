package de.asvumzug.backup;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
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
 * @param encryption how the files are encrypted; null if they are plain, as all were in earlier
 *     versions
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Manifest(
    String migration,
    Side side,
    String machine,
    Kind kind,
    Map<String, String> versions,
    Instant created,
    List<Entry> files,
    List<Link> links,
    List<String> localFiles,
    Encryption encryption) {
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

  /** Of plain files. */
  public Manifest(
      String migration,
      Side side,
      String machine,
      Kind kind,
      Map<String, String> versions,
      Instant created,
      List<Entry> files,
      List<Link> links,
      List<String> localFiles) {
    this(migration, side, machine, kind, versions, created, files, links, localFiles, null);
  }

  /**
   * How all files but the manifest are encrypted.
   *
   * @param method Tink's name of it
   * @param keyId tells which key opens them; says nothing about the key itself
   * @param context what a file's path is joined to, with '/', to be its associated data
   */
  public record Encryption(String method, String keyId, String context) {}

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
   * @param size in bytes, as it lies there
   * @param sha256 lower-case hex, as it lies there
   * @param plainSize in bytes before it was encrypted; null if it is not
   * @param plainSha256 of the file before it was encrypted; null if it is not, or nobody asks for
   *     it
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Entry(String path, long size, String sha256, Long plainSize, String plainSha256) {

    public Entry(String path, long size, String sha256) {
      this(path, size, sha256, null, null);
    }

    /** Bytes of what was backed up. */
    @JsonIgnore
    public long original() {
      return plainSize == null ? size : plainSize;
    }

    /** Checksum of what was backed up. */
    @JsonIgnore
    public String originalSha256() {
      return plainSize == null ? sha256 : plainSha256;
    }
  }

  /** A symbolic link of the original and where it points. */
  public record Link(String path, String target) {}

  public long bytes() {
    return files.stream().mapToLong(Entry::size).sum();
  }

  /** Bytes of what was backed up. */
  public long originalBytes() {
    return files.stream().mapToLong(Entry::original).sum();
  }

  Manifest with(List<Entry> others) {
    return new Manifest(
        migration, side, machine, kind, versions, created, others, links, localFiles, encryption);
  }

  public boolean encrypted() {
    return encryption != null;
  }

  /** For the trail, German. */
  public String keyWords() {
    return encrypted() ? encryption.keyId() : "keiner (unverschlüsselt)";
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
