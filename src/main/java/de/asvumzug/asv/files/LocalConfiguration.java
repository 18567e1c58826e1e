package de.asvumzug.asv.files;

import de.asvumzug.host.HostFiles;
import de.asvumzug.host.OperationFailed;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file such as {@code config.local.ini}, read by the rules of {@link java.util.Properties}: the
 * server is a Java program, and its installer writes {@code https\://}. Order, comments, blank
 * lines, line ends, byte order mark and encoding stay as they are, byte for byte; only the values
 * that are set change. Lines that begin with a semicolon or a bracket are no settings, as in ini
 * files. Immutable.
 *
 * <p>Encoding: the ASV pages name none. A file that is valid UTF-8 is read and written as UTF-8,
 * any other as ISO-8859-1 (what Java's own properties files use). A character that the file's
 * encoding does not have is written as Java does, as an escape of its number.
 */
public final class LocalConfiguration {
  /** A local file is a page or two; more is no configuration file. */
  public static final int MAX_BYTES = 4 * 1024 * 1024;

  /**
   * What comes before a value: the key, in which a backslash takes a sign for itself, and a sign.
   */
  private static final Pattern BEFORE_VALUE =
      Pattern.compile(
          "[ \\t\\f]*(?:\\\\(?:\\r\\n|.)|[^\\\\=: \\t\\f\\r\\n])*[ \\t\\f]*(?:[=:][ \\t\\f]*)?",
          Pattern.DOTALL);

  private static final Pattern LINE = Pattern.compile("[^\\r\\n]*(?:\\r\\n|\\r|\\n|\\z)");
  private static final Pattern KEY = Pattern.compile("[^\\s=#;!\\[\\p{Cntrl}][^\\p{Cntrl}]*");
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final boolean marked;
  private final Charset charset;
  private final String lineEnd;
  private final List<Line> lines;

  /** One logical line as written, with its line end; key and value are null for other lines. */
  private record Line(String text, String key, String value) {}

  private LocalConfiguration(boolean marked, Charset charset, String lineEnd, List<Line> lines) {
    this.marked = marked;
    this.charset = charset;
    this.lineEnd = lineEnd;
    this.lines = List.copyOf(lines);
  }

  public static LocalConfiguration empty() {
    return parse("");
  }

  public static LocalConfiguration parse(byte[] content) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
      return parse(text, StandardCharsets.UTF_8);
    } catch (CharacterCodingException e) {
      return parse(new String(content, StandardCharsets.ISO_8859_1), StandardCharsets.ISO_8859_1);
    }
  }

  public static LocalConfiguration parse(String text) {
    return parse(text, StandardCharsets.UTF_8);
  }

  private static LocalConfiguration parse(String content, Charset charset) {
    boolean marked = content.startsWith(BYTE_ORDER_MARK);
    String text = marked ? content.substring(1) : content;
    List<Line> lines = new ArrayList<>();
    StringBuilder pending = new StringBuilder();
    Matcher matcher = LINE.matcher(text);
    while (matcher.find() && !matcher.group().isEmpty()) {
      pending.append(matcher.group());
      if (!goesOn(pending)) {
        lines.add(line(pending.toString()));
        pending.setLength(0);
      }
    }
    if (!pending.isEmpty()) {
      lines.add(line(pending.toString()));
    }
    return new LocalConfiguration(marked, charset, text.contains("\r\n") ? "\r\n" : "\n", lines);
  }

  /** Reads a file of a host; an absent file is an empty configuration. */
  public static LocalConfiguration read(HostFiles files, String path) throws IOException {
    if (files.stat(path).isEmpty()) {
      return empty();
    }
    try (InputStream in = files.read(path, 0)) {
      byte[] content = in.readNBytes(MAX_BYTES + 1);
      if (content.length > MAX_BYTES) {
        throw OperationFailed.permanent(
            path + " ist größer als 4 MiB und damit keine Konfigurationsdatei. Bitte prüfen.");
      }
      return parse(content);
    }
  }

  /**
   * Writes the file whole or not at all. Callers decide whether the path may be written: see {@link
   * LocalFiles}.
   */
  public void write(HostFiles files, String path) throws IOException {
    if (charset.equals(StandardCharsets.UTF_8)) {
      files.writeText(path, text());
      return;
    }
    String temporary = path + ".neu";
    try (OutputStream out = files.write(temporary, 0)) {
      out.write(bytes());
    }
    files.delete(path);
    files.move(temporary, path);
  }

  /** The value as Java reads it; where a key stands twice, the last one. */
  public Optional<String> get(String key) {
    return Optional.ofNullable(values().get(key));
  }

  /** All keys with their values, in the order of the file. Values may be secrets. */
  public Map<String, String> values() {
    Map<String, String> values = new LinkedHashMap<>();
    lines.stream().filter(line -> line.key != null).forEach(l -> values.put(l.key, l.value));
    return values;
  }

  /** Sets a key: in its line if there is one (further ones go), else at the end. */
  public LocalConfiguration with(String key, String value) {
    if (!KEY.matcher(key).matches() || value.chars().anyMatch(c -> c < ' ' && c != '\t')) {
      throw new IllegalArgumentException("not a key and value of one line: " + key);
    }
    if (get(key).filter(value::equals).isPresent()) {
      return this;
    }
    List<Line> changed = new ArrayList<>();
    boolean there = false;
    for (Line line : lines) {
      if (!key.equals(line.key)) {
        changed.add(line);
      } else if (!there) {
        there = true;
        changed.add(new Line(start(line) + escaped(value) + endOf(line.text), key, value));
      }
    }
    if (!there) {
      closeLastLine(changed);
      changed.add(new Line(escapedKey(key) + "=" + escaped(value) + lineEnd, key, value));
    }
    return new LocalConfiguration(marked, charset, lineEnd, changed);
  }

  /** Sets several keys, see {@link #with}. */
  public LocalConfiguration merged(Map<String, String> entries) {
    LocalConfiguration result = this;
    for (Map.Entry<String, String> entry : entries.entrySet()) {
      result = result.with(entry.getKey(), entry.getValue());
    }
    return result;
  }

  public LocalConfiguration without(String key) {
    List<Line> kept = lines.stream().filter(line -> !key.equals(line.key)).toList();
    return new LocalConfiguration(marked, charset, lineEnd, kept);
  }

  public String text() {
    StringBuilder text = new StringBuilder(marked ? BYTE_ORDER_MARK : "");
    lines.forEach(line -> text.append(line.text));
    return text.toString();
  }

  public byte[] bytes() {
    return text().getBytes(charset);
  }

  public Charset charset() {
    return charset;
  }

  /** Keys only: values may be secrets. */
  @Override
  public String toString() {
    return "LocalConfiguration" + values().keySet();
  }

  private static Line line(String text) {
    String first = text.stripLeading();
    if (first.isEmpty() || "#!;[".indexOf(first.charAt(0)) >= 0) {
      return new Line(text, null, null);
    }
    try {
      Properties read = new Properties();
      read.load(new StringReader(text));
      return read.entrySet().stream()
          .map(one -> new Line(text, (String) one.getKey(), (String) one.getValue()))
          .findFirst()
          .orElse(new Line(text, null, null));
    } catch (IOException | IllegalArgumentException e) {
      return new Line(text, null, null); // an escape that is none: Java would not read it either
    }
  }

  /** The line up to its value, as it was written. */
  private static String start(Line line) {
    Matcher matcher = BEFORE_VALUE.matcher(line.text);
    String start = matcher.lookingAt() ? matcher.group() : escapedKey(line.key);
    return start.matches("(?s).*[=: \\t\\f]") ? start : start + "=";
  }

  private static String escapedKey(String key) {
    return key.replace("\\", "\\\\").replace(" ", "\\ ").replace("=", "\\=").replace(":", "\\:");
  }

  private String escaped(String value) {
    CharsetEncoder encoder = charset.newEncoder();
    // After a blank that parts it from its key, these would part them as well.
    boolean parting = !value.isEmpty() && " =:".indexOf(value.charAt(0)) >= 0;
    StringBuilder escaped = new StringBuilder(parting ? "\\" : "");
    for (char one : value.toCharArray()) {
      if (one == '\\') {
        escaped.append("\\\\");
      } else if (one == '\t') {
        escaped.append("\\t");
      } else if (encoder.canEncode(one) || charset.equals(StandardCharsets.UTF_8)) {
        escaped.append(one);
      } else {
        escaped.append("\\u%04X".formatted((int) one));
      }
    }
    return escaped.toString();
  }

  /** Whether the line ends with an odd number of backslashes, and is no comment. */
  private static boolean goesOn(CharSequence pending) {
    String text = pending.toString();
    String first = text.stripLeading();
    if (first.startsWith("#") || first.startsWith(";") || first.startsWith("!")) {
      return false;
    }
    String body = text.replaceAll("[\\r\\n]+$", "");
    int slashes = 0;
    while (slashes < body.length() && body.charAt(body.length() - 1 - slashes) == '\\') {
      slashes++;
    }
    return slashes % 2 == 1 && body.length() < text.length();
  }

  private static String endOf(String text) {
    Matcher matcher = Pattern.compile("(?:\\r\\n|\\r|\\n)\\z").matcher(text);
    return matcher.find() ? matcher.group() : "";
  }

  private void closeLastLine(List<Line> changed) {
    if (!changed.isEmpty()) {
      Line last = changed.get(changed.size() - 1);
      if (endOf(last.text).isEmpty()) {
        changed.set(changed.size() - 1, new Line(last.text + lineEnd, last.key, last.value));
      }
    }
  }
}
