package de.asvumzug.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Medians and spread of everything that was measured, as Markdown. */
final class Report {
  static final String DATA_STEP = "Data step";
  static final String FURTHER = "What the models prove beyond it";
  static final String FINGERPRINTS = "Fingerprints";
  static final String COPY = "Copy of a dump";
  static final String BULK = "One large file over one SSH connection";
  static final String CLASSIC = "classic: pg_dump -Fc, scp, pg_restore";
  static final String EXPERT = "expert: pg_dump -Fd -j2, rsync, pg_restore -j2";
  static final String PGCOPYDB = "pgcopydb clone -j2: no backup is left, nothing is compared";
  static final String WHOLE = "Data step and what the models prove beyond it";
  static final String PLAIN = "product, backups not encrypted";
  static final String PRODUCT = "product, with checksums and both fingerprints";

  private final int runs;
  private final Map<String, Map<String, List<Phases>>> measured = new LinkedHashMap<>();
  private final Map<String, Long> bytes = new LinkedHashMap<>();
  private String head = "";
  private String memory = "";

  Report(int runs) {
    this.runs = runs;
  }

  void head(String lines) {
    head = lines;
  }

  void memory(String line) {
    memory = line;
  }

  /** How much is copied, so that times can be told as rates. */
  void bytes(String title, long count) {
    bytes.put(title, count);
  }

  void add(String title, List<String> order, String name, Phases phases) {
    Map<String, List<Phases>> table =
        measured.computeIfAbsent(
            title,
            key -> {
              Map<String, List<Phases>> fresh = new LinkedHashMap<>();
              order.forEach(each -> fresh.put(each, new ArrayList<>()));
              return fresh;
            });
    table.get(name).add(phases);
  }

  /** The product with encrypted and with plain backups. */
  void encryption(Path file) throws Exception {
    String text =
        "# Bench of encrypted backups\n\nWritten by `mvn -Pbench -Dbench.encryption verify` on "
            + LocalDate.now()
            + "; medians of "
            + runs
            + " runs, slowest and fastest beside them. The rows of every table and the large"
            + " objects are counted on both servers.\n\n"
            + head
            + "\n"
            + table(WHOLE, measured.get(WHOLE))
            + "\n## Limit\n\n"
            + line(
                "encrypted / not encrypted",
                total(WHOLE, PRODUCT) / total(WHOLE, PLAIN),
                1.1,
                true);
    Files.writeString(file, text);
    System.out.println(text);
  }

  void write(Path file) throws Exception {
    StringBuilder text = new StringBuilder("# Bench\n\n");
    text.append("Written by `mvn -Pbench verify` on ")
        .append(LocalDate.now())
        .append("; medians of ");
    text.append(runs)
        .append(" runs, slowest and fastest beside them. Every way of moving is checked:");
    text.append(" the rows of every table and the large objects are counted on both servers.\n\n");
    text.append(head).append("\n");
    measured.forEach((title, table) -> text.append(table(title, table)));
    text.append("\n## Limits\n\n").append(limits());
    if (!memory.isEmpty()) {
      text.append("\n## Memory\n\n").append(memory).append("\n");
    }
    Files.writeString(file, text.toString());
    System.out.println(text);
  }

  private String table(String title, Map<String, List<Phases>> table) {
    StringBuilder text = new StringBuilder("\n## " + title + "\n\n");
    Long size = bytes.get(title);
    text.append("| way | median | fastest | slowest |").append(size == null ? "\n" : " rate |\n");
    text.append("| --- | ---: | ---: | ---: |").append(size == null ? "\n" : " ---: |\n");
    table.forEach(
        (name, all) -> {
          text.append("| ").append(name).append(" | **").append(seconds(median(totals(all))));
          text.append("** | ").append(seconds(totals(all).get(0))).append(" | ");
          text.append(seconds(totals(all).get(all.size() - 1))).append(" |");
          if (size != null) {
            text.append(rate(size, median(totals(all)))).append(" |");
          }
          text.append("\n");
          phases(text, all, size != null);
        });
    return text.toString();
  }

  private static void phases(StringBuilder text, List<Phases> all, boolean wide) {
    for (String phase : all.get(0).taken().keySet()) {
      if (!phase.isEmpty()) {
        List<Duration> times = all.stream().map(one -> one.taken().get(phase)).sorted().toList();
        String beside = phase.startsWith(Phases.WITHIN) ? " (beside the dump)" : "";
        text.append("| – ").append(phase.strip()).append(beside);
        text.append(" | ")
            .append(seconds(median(times)))
            .append(" | ")
            .append(seconds(times.get(0)));
        text.append(" | ").append(seconds(times.get(times.size() - 1))).append(" |");
        text.append(wide ? " |\n" : "\n");
      }
    }
  }

  private String limits() {
    double product = total(DATA_STEP, PRODUCT);
    return line("data step / classic", product / total(DATA_STEP, CLASSIC), 0.5, true)
        + line("data step / expert without checks", product / total(DATA_STEP, EXPERT), 1.25, true)
        + String.format(
            java.util.Locale.ROOT,
            "- expert without checks / classic: %.2f, the most that these processors give by hand%n",
            total(DATA_STEP, EXPERT) / total(DATA_STEP, CLASSIC))
        + (measured.get(DATA_STEP).containsKey(PGCOPYDB)
            ? line("data step / pgcopydb", product / total(DATA_STEP, PGCOPYDB), 1, true)
            : "")
        + (measured.containsKey(BULK) ? rates() : "");
  }

  private String rates() {
    return line(
            "SSH rate, sending / scp",
            total(BULK, "scp") / total(BULK, "product, sending"),
            0.9,
            false)
        + line(
            "SSH rate, fetching / scp",
            total(BULK, "scp") / total(BULK, "product, fetching"),
            0.9,
            false)
        + "- fingerprint / plain counts: %.2f; the one that fits both engines / the plain one: %.2f%n"
            .formatted(
                total(FINGERPRINTS, "fingerprint") / total(FINGERPRINTS, "plain counts"),
                total(FINGERPRINTS, "fingerprint that fits both engines")
                    / total(FINGERPRINTS, "fingerprint"));
  }

  private static String line(String name, double found, double limit, boolean atMost) {
    boolean kept = atMost ? found <= limit : found >= limit;
    return String.format(
        Locale.ROOT,
        "- %s: **%.2f** (limit %s %.2f): %s%n",
        name,
        found,
        atMost ? "≤" : "≥",
        limit,
        kept ? "kept" : "**missed**");
  }

  private double total(String title, String name) {
    return median(totals(measured.get(title).get(name))).toMillis() / 1000.0;
  }

  private static List<Duration> totals(List<Phases> all) {
    return all.stream().map(Phases::total).sorted().toList();
  }

  private static Duration median(List<Duration> sorted) {
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : sorted.get(middle - 1).plus(sorted.get(middle)).dividedBy(2);
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
  }

  private static String rate(long size, Duration time) {
    return String.format(Locale.ROOT, " %.0f MB/s", size / 1e6 / (time.toMillis() / 1000.0));
  }
}
