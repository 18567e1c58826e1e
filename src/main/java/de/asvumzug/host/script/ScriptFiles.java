package de.asvumzug.host.script;

import de.asvumzug.host.Command;
import de.asvumzug.host.CommandResult;
import de.asvumzug.host.FilePart;
import de.asvumzug.host.FileStat;
import de.asvumzug.host.Host;
import de.asvumzug.host.HostFiles;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Files of a machine behind a connection. Bulk data runs through the input and output of one
 * program each, which is faster than SFTP, and a stream that was cut never looks like a file that
 * ended.
 */
public final class ScriptFiles implements HostFiles {
  private static final Pattern SUM = Pattern.compile("[0-9a-f]{64}(?:\\W|$)");
  private static final long MOST_SECONDS = 253402300799L;
  private static final long MAX_TEXT_BYTES = 16L << 20;

  /** Files that one program of the machine is given; their names are at most 4 KB long. */
  private static final int TOGETHER = 100;

  private static final int NOT_THERE = 66;
  private static final int UNKNOWN_USER = 67;
  private static final int TOO_SHORT = 72;
  private static final int TAKEN = 73;

  private final Script script;
  private final Commands commands;

  public ScriptFiles(Script script, Commands commands) {
    this.script = script;
    this.commands = commands;
  }

  @Override
  public Optional<FileStat> stat(String path) throws IOException {
    return one("stat_file", path);
  }

  @Override
  public Optional<FileStat> statBehind(String path) throws IOException {
    return one("stat_behind", path);
  }

  private Optional<FileStat> one(String verb, String path) throws IOException {
    return script.understood(
        verb, script.text(verb, List.of(absolute(path))), ScriptFiles::perhapsOne);
  }

  /** A slash ends it, or NUL as in a list. */
  private static Optional<FileStat> perhapsOne(String answer) {
    if (answer.isEmpty()) {
      return Optional.empty();
    }
    char end = answer.charAt(answer.length() - 1);
    if (end != '/' && end != '\0') {
      throw new IllegalArgumentException("an entry without its end");
    }
    return Optional.of(entry(answer.substring(0, answer.length() - 1)));
  }

  @Override
  public String realPath(String path) throws IOException {
    return script.understood(
        "real_path", script.text("real_path", List.of(absolute(path))), this::onePath);
  }

  private String onePath(String answer) {
    String path = answer.endsWith("\n") ? answer.substring(0, answer.length() - 1) : "";
    if (!commands.isAbsolute(path)) {
      throw new IllegalArgumentException(answer);
    }
    return path;
  }

  @Override
  public List<FileStat> list(String folder) throws IOException {
    return script.understood("list", ask(folder, "list", absolute(folder)), ScriptFiles::stats);
  }

  private static List<FileStat> stats(String answer) {
    List<FileStat> found = new ArrayList<>();
    int from = 0;
    for (int to = answer.indexOf('\0'); to >= 0; to = answer.indexOf('\0', from)) {
      found.add(entry(answer.substring(from, to)));
      from = to + 1;
    }
    if (from < answer.length()) {
      throw new IllegalArgumentException("an entry without its end");
    }
    found.sort(Comparator.comparing(FileStat::path));
    return found;
  }

  private static FileStat entry(String entry) {
    String[] fields = entry.split("\t", 4);
    FileStat.Kind kind =
        switch (fields[0]) {
          case "f" -> FileStat.Kind.FILE;
          case "d" -> FileStat.Kind.FOLDER;
          case "l" -> FileStat.Kind.LINK;
          default -> FileStat.Kind.OTHER;
        };
    long size = kind == FileStat.Kind.FILE ? Long.parseLong(fields[1]) : 0;
    return new FileStat(fields[3], kind, size, modified(fields[2]));
  }

  /** Old disks hold times of before 1970; nobody needs to know which. */
  private static Instant modified(String text) {
    BigDecimal seconds = new BigDecimal(text);
    if (seconds.abs().compareTo(BigDecimal.valueOf(MOST_SECONDS)) > 0) {
      throw new IllegalArgumentException("no time: " + text);
    }
    long whole = seconds.longValue();
    long nanos = seconds.subtract(BigDecimal.valueOf(whole)).movePointRight(9).longValue();
    return Instant.ofEpochSecond(whole, nanos);
  }

  @Override
  public InputStream read(String path, long offset) throws IOException {
    Connection.Exchange exchange =
        script.open("read_file", List.of(absolute(path), Long.toString(offset)));
    return new Reading(exchange, path);
  }

  /** Ends only when the machine says that the file has ended. */
  private final class Reading extends FilterInputStream {
    private final Connection.Exchange exchange;
    private final String path;

    Reading(Connection.Exchange exchange, String path) throws IOException {
      super(exchange.output());
      this.exchange = exchange;
      this.path = path;
    }

    @Override
    public int read() throws IOException {
      int next = in.read();
      return next < 0 ? ended() : next;
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
      int read = in.read(target, from, length);
      return read < 0 ? ended() : read;
    }

    private int ended() throws IOException {
      int code = end(exchange);
      if (code != 0) {
        throw failed(path, code, exchange.errors());
      }
      return -1;
    }

    @Override
    public void close() throws IOException {
      exchange.close();
    }
  }

  @Override
  public OutputStream write(String path, long offset) throws IOException {
    Connection.Exchange exchange =
        script.open("write_file", List.of(absolute(path), Long.toString(offset)));
    String answer;
    try {
      answer = Script.line(exchange.output());
    } catch (IOException e) {
      // Left open, it would go on to hold the file's lock there.
      exchange.close();
      throw e;
    }
    if (!"ok".equals(answer)) {
      try (exchange) {
        int code = end(exchange);
        throw code == TOO_SHORT
            ? new IOException(path + " ist kürzer als " + offset + " Bytes")
            : failed(path, code, exchange.errors());
      }
    }
    return new Writing(exchange, path);
  }

  /** Counts as written only when the machine says so, at the closing. */
  private final class Writing extends OutputStream {
    private final Connection.Exchange exchange;
    private final String path;
    private boolean closed;

    Writing(Connection.Exchange exchange, String path) {
      this.exchange = exchange;
      this.path = path;
    }

    @Override
    public void write(int next) throws IOException {
      write(new byte[] {(byte) next}, 0, 1);
    }

    @Override
    public void write(byte[] source, int from, int length) throws IOException {
      exchange.input().write(source, from, length);
    }

    @Override
    public void flush() throws IOException {
      exchange.input().flush();
    }

    @Override
    public void close() throws IOException {
      if (closed) {
        return;
      }
      closed = true;
      try (exchange) {
        exchange.input().close();
        exchange.output().readAllBytes();
        int code = end(exchange);
        if (code != 0) {
          throw failed(path, code, exchange.errors());
        }
      }
    }
  }

  @Override
  public InputStream readParts(List<FilePart> parts) throws IOException {
    Connection.Exchange exchange = script.open("read_parts", List.of());
    try {
      Script.sized(exchange.input(), list(parts));
    } catch (IOException e) {
      exchange.close();
      throw e;
    }
    return new Reading(exchange, parts.get(0).path() + " …");
  }

  @Override
  public OutputStream writeParts(List<FilePart> parts) throws IOException {
    Connection.Exchange exchange = script.open("write_parts", List.of());
    try {
      Script.sized(exchange.input(), list(parts));
    } catch (IOException e) {
      exchange.close();
      throw e;
    }
    return new Writing(exchange, parts.get(0).path() + " …");
  }

  private byte[] list(List<FilePart> parts) throws IOException {
    StringBuilder list = new StringBuilder();
    for (FilePart part : parts) {
      list.append(part.bytes()).append('\0').append(absolute(part.path())).append('\0');
    }
    return list.toString().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String readText(String path) throws IOException {
    FileStat stat = stat(path).orElseThrow(() -> failed(path, NOT_THERE, ""));
    if (stat.size() > MAX_TEXT_BYTES) {
      throw new IOException(path + " ist größer als 16 MiB und wird nicht als Text gelesen");
    }
    return ask(path, "read_file", path, "0");
  }

  @Override
  public void writeText(String path, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try {
      script.text("write_text", List.of(absolute(path)), out -> Script.sized(out, bytes));
    } catch (Script.Refused e) {
      throw failed(path, e.code(), e.detail());
    }
  }

  @Override
  public void createFolders(String path) throws IOException {
    ask(path, "create", absolute(path));
  }

  @Override
  public void move(String from, String to) throws IOException {
    try {
      script.once("move", List.of(absolute(from), absolute(to)));
    } catch (Script.Refused e) {
      throw e.code() == TAKEN
          ? new IOException(to + " gibt es schon")
          : failed(from, e.code(), e.detail());
    }
  }

  @Override
  public void copy(String from, String to) throws IOException {
    try {
      script.once("copy", List.of(absolute(from), absolute(to)));
    } catch (Script.Refused e) {
      throw e.code() == TAKEN
          ? new IOException(to + " gibt es schon")
          : failed(from, e.code(), e.detail());
    }
  }

  @Override
  public String copyWithSum(String from, String to) throws IOException {
    try {
      return script.understood(
          "copy_sum",
          script.once("copy_sum", List.of(absolute(from), absolute(to))),
          ScriptFiles::sum);
    } catch (Script.Refused e) {
      throw e.code() == TAKEN
          ? new IOException(to + " gibt es schon")
          : failed(from, e.code(), e.detail());
    }
  }

  @Override
  public void delete(String path) throws IOException {
    ask(path, "delete", absolute(path));
  }

  @Override
  public String sha256(String path) throws IOException {
    return script.understood("sha256", ask(path, "sha256", absolute(path)), ScriptFiles::sum);
  }

  /** Programs that sum up add the file's name, or none. */
  private static String sum(String line) {
    if (!SUM.matcher(line).lookingAt()) {
      throw new IllegalArgumentException(line);
    }
    return line.substring(0, 64);
  }

  @Override
  public List<String> sha256(List<String> paths) throws IOException {
    // One answer a line: a name that breaks the line is asked for by itself.
    boolean plain = paths.stream().noneMatch(path -> path.contains("\n") || path.contains("\r"));
    String answer = many("sha256", plain ? TOGETHER : 1, paths, true);
    List<String> sums =
        script.understood("sha256", answer, a -> a.lines().map(ScriptFiles::sum).toList());
    if (sums.size() != paths.size()) {
      throw new IOException(
          script.machine() + " hat nur " + sums.size() + " von " + paths.size() + " Prüfsummen");
    }
    return sums;
  }

  @Override
  public void moveAll(Map<String, String> names) throws IOException {
    many("move_again", 2 * TOGETHER, flat(names), true);
  }

  @Override
  public void copyAll(Map<String, String> copies) throws IOException {
    if (commands.system() == Host.OperatingSystem.WINDOWS) {
      copyByFolder(copies);
    } else {
      many("copy", 2, flat(copies), false);
    }
  }

  private void copyByFolder(Map<String, String> copies) throws IOException {
    Map<List<String>, List<String>> folders = new LinkedHashMap<>();
    Map<String, String> renamed = new LinkedHashMap<>();
    for (Map.Entry<String, String> copy : copies.entrySet()) {
      String from = absolute(copy.getKey());
      String to = absolute(copy.getValue());
      int cut = from.lastIndexOf('/');
      int toCut = to.lastIndexOf('/');
      if (from.substring(cut).equals(to.substring(toCut))) {
        folders
            .computeIfAbsent(
                List.of(from.substring(0, cut), to.substring(0, toCut)), key -> new ArrayList<>())
            .add(from.substring(cut + 1));
      } else {
        renamed.put(from, to);
      }
    }
    for (Map.Entry<List<String>, List<String>> folder : folders.entrySet()) {
      List<String> names = folder.getValue();
      for (int at = 0; at < names.size(); at += TOGETHER) {
        copy(folder.getKey(), names.subList(at, Math.min(names.size(), at + TOGETHER)));
      }
    }
    many("copy", 2, flat(renamed), false);
  }

  private void copy(List<String> folders, List<String> names) throws IOException {
    Command command = Robocopy.command(folders.get(0), folders.get(1), names);
    byte[] spec = commands.spec(command, 0).getBytes(StandardCharsets.UTF_8);
    try {
      CommandResult result = script.run(UUID.randomUUID().toString(), spec);
      Optional<String> problem = Robocopy.problem(result.exitCode());
      if (problem.isPresent()) {
        throw failed(
            folders.get(0) + " …",
            result.exitCode(),
            problem.get() + " " + result.output().strip());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("unterbrochen");
    }
  }

  @Override
  public void createAllFolders(List<String> paths) throws IOException {
    many("create", TOGETHER, paths, true);
  }

  private static List<String> flat(Map<String, String> pairs) {
    return pairs.entrySet().stream()
        .flatMap(pair -> Stream.of(pair.getKey(), pair.getValue()))
        .toList();
  }

  /** One verb for many paths, so many at a time. */
  private String many(String verb, int atATime, List<String> paths, boolean mayBeAskedAgain)
      throws IOException {
    if (paths.isEmpty()) {
      return "";
    }
    for (String path : paths) {
      absolute(path);
    }
    byte[] list = (String.join("\0", paths) + "\0").getBytes(StandardCharsets.UTF_8);
    List<String> arguments = List.of(verb, Integer.toString(atATime));
    try {
      return mayBeAskedAgain
          ? script.text("many", arguments, out -> Script.sized(out, list))
          : script.once("many", arguments, out -> Script.sized(out, list));
    } catch (Script.Refused e) {
      throw failed(paths.get(0) + " …", e.code(), e.detail());
    }
  }

  @Override
  public long freeBytes(String path) throws IOException {
    return script.understood("free", ask(path, "free", absolute(path)), ScriptFiles::bytes);
  }

  private static long bytes(String answer) {
    String[] blocks = answer.strip().split(" ");
    return Math.multiplyExact(Long.parseLong(blocks[0]), Long.parseLong(blocks[1]));
  }

  @Override
  public void changeOwner(String path, String user) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(absolute(path), user));
    arguments.addAll(commands.needsSudo("chown") ? List.of("sudo", "-n") : List.of("env"));
    try {
      script.text("own", arguments);
    } catch (Script.Refused e) {
      throw e.code() == UNKNOWN_USER
          ? new IOException(script.machine() + " kennt den Benutzer " + user + " nicht")
          : failed(path, e.code(), e.detail());
    }
  }

  private String ask(String path, String verb, String... arguments) throws IOException {
    try {
      return script.text(verb, List.of(arguments));
    } catch (Script.Refused e) {
      throw failed(path, e.code(), e.detail());
    }
  }

  private IOException failed(String path, int code, String detail) {
    if (code == Script.FULL) {
      return new IOException(script.full(detail.strip()));
    }
    return new IOException(
        code == NOT_THERE
            ? path + " gibt es auf " + script.machine() + " nicht, oder es ist nicht lesbar"
            : path + " auf " + script.machine() + ": " + detail.strip() + " (Code " + code + ")");
  }

  private static int end(Connection.Exchange exchange) throws IOException {
    try {
      return exchange.exitCode();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("unterbrochen");
    }
  }

  private String absolute(String path) throws IOException {
    if (!commands.isAbsolute(path)) {
      throw new IOException("kein absoluter Pfad: " + path);
    }
    return path;
  }
}
