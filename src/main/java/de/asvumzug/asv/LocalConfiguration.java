package de.asvumzug.asv;

import de.asvumzug.host.HostFiles;
import de.asvumzug.host.OperationFailed;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of {@code key=value} lines such as {@code config.local.ini}. Order, comments, blank lines,
 * line ends, byte order mark and encoding stay as they are; only lines whose key is set or removed
 * change. Immutable.
 *
 * <p>Encoding: the ASV pages name none. A file that is valid UTF-8 is read and written as UTF-8,
 * any other as ISO-8859-1 (what Java's own properties files use). Values are kept as written: a
 * backslash is not interpreted, so a Windows path comes through unchanged; only a backslash at the
 * end of a line joins it with the next one.
 */
public final class LocalConfiguration {
  /** A local file is a page or two; more is no configuration file. */
  public static final int MAX_BYTES = 4 * 1024 * 1024;

  private static final Pattern ENTRY =
      Pattern.compile("[ \\t]*([^\\s=#;!\\[][^=\\r\\n]*?)[ \\t]*=[ \\t]*(.*)", Pattern.DOTALL);
  private static final Pattern LINE = Pattern.compile("[^\\r\\n]*(?:\\r\\n|\\r|\\n|\\z)");
  private static final Pattern KEY = Pattern.compile("[^\\s=#;!\\[\\p{Cntrl}][^=\\p{Cntrl}]*");
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
        throw OperationFailed.lasting(
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

  /** The value as written; where a key stands twice, the last one, as Java reads it. */
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
        changed.add(new Line(key + "=" + value + endOf(line.text), key, value));
      }
    }
    if (!there) {
      closeLastLine(changed);
      changed.add(new Line(key + "=" + value + lineEnd, key, value));
    }
    return new LocalConfiguration(marked, fitting(value), lineEnd, changed);
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
    String body = text.replaceAll("\\\\(?:\\r\\n|\\r|\\n)[ \\t]*", "").replaceAll("[\\r\\n]+$", "");
    Matcher matcher = ENTRY.matcher(body);
    return matcher.matches()
        ? new Line(text, matcher.group(1), matcher.group(2))
        : new Line(text, null, null);
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

  /**
   * A value that ISO-8859-1 cannot hold turns the file to UTF-8 rather than into question marks.
   */
  private Charset fitting(String value) {
    return charset.newEncoder().canEncode(value) ? charset : StandardCharsets.UTF_8;
  }
}
