package de.asvumzug.bench;

import de.asvumzug.backup.Backup;
import de.asvumzug.lab.LabSshd;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * {@code mvn -Pbench verify}: the product against the same job by hand, side by side in one run.
 * {@code -Dbench.runs} (5) and {@code -Dbench.gigabytes} (3) set the size, {@code -Dbench.folder}
 * the place; {@code -Dbench.quick} measures the data step alone, once, in about four minutes, and
 * writes it beside the report; {@code -Dbench.encryption} measures only the product, with encrypted
 * backups and with plain ones, for {@code docs/bench-encryption.md}. Fails only if a way of moving
 * does not bring everything.
 */
class DataStepBench {
  private static final boolean QUICK = Boolean.getBoolean("bench.quick");
  private static final boolean ENCRYPTION = Boolean.getBoolean("bench.encryption");
  private static final int RUNS = Integer.getInteger("bench.runs", QUICK ? 1 : 5);
  private static final double GIGABYTES =
      Double.parseDouble(System.getProperty("bench.gigabytes", QUICK ? "0.5" : "3"));
  private static final Path FOLDER =
      Path.of(System.getProperty("bench.folder", "target/bench")).toAbsolutePath();

  /** One way to do a thing, measured. */
  private interface Variant {
    Phases run() throws Exception;
  }

  private final Report report = new Report(RUNS);
  private BenchServers servers;
  private ByHand byHand;
  private Product product;
  private BenchMachines machines;

  @Test
  void measures_the_product_beside_the_same_job_by_hand() throws Exception {
    Shell.run(List.of("rm", "-rf", FOLDER.toString()));
    Files.createDirectories(FOLDER);
    try (LabSshd sshd = LabSshd.start(FOLDER.resolve("sshd"), freePort());
        BenchServers started = new BenchServers(FOLDER);
        BenchMachines connected = new BenchMachines(FOLDER, sshd)) {
      servers = started;
      machines = connected;
      byHand = new ByHand(servers, sshd, FOLDER.resolve("hand"));
      product = new Product(servers, machines, FOLDER.resolve("keys"));
      BenchData.fill(servers.old, GIGABYTES);
      describe();
      if (ENCRYPTION) {
        encryption();
        report.encryption(Path.of("docs/bench-encryption.md"));
        return;
      }
      dataStep();
      if (QUICK) {
        report.write(FOLDER.resolve("quick.md"));
        return;
      }
      fingerprints();
      fileCopy();
      bulk();
      memory();
      report.write(Path.of("docs/bench.md"));
    }
  }

  private void describe() throws Exception {
    String size =
        BenchServers.value(
            servers.old, "asv", "select pg_size_pretty(pg_database_size(current_database()))");
    long rows =
        BenchServers.rows(servers.old, "asv").values().stream().mapToLong(Long::longValue).sum();
    report.head(
        Machine.describe(FOLDER, servers)
            + "\n- database: "
            + size
            + " with indexes, "
            + rows
            + " rows and large objects in the lab's tables\n- machines of the product: "
            + BenchMachines.TYPE
            + "; by hand: over SSH\n- caches: "
            + (Machine.dropCaches()
                ? "emptied before every run, the order of the ways turns from run to run"
                : "as they are, the order of the ways turns from run to run"));
  }

  private void dataStep() throws Exception {
    Map<String, Variant> variants = new LinkedHashMap<>();
    variants.put(Report.CLASSIC, this::classic);
    variants.put(Report.EXPERT, this::expert);
    if (ByHand.hasPgcopydb()) {
      variants.put(Report.PGCOPYDB, this::pgcopydb);
    }
    variants.put(Report.PRODUCT, this::moved);
    inTurn(Report.DATA_STEP, variants);
    inTurn(Report.FURTHER, Map.of(Report.PRODUCT, product::furtherProofs));
  }

  /** All that is done with a backup, with and without encrypting it. */
  private void encryption() throws Exception {
    Product plain = new Product(servers, machines, null);
    Map<String, Variant> variants = new LinkedHashMap<>();
    variants.put(Report.PLAIN, () -> whole(plain));
    variants.put(Report.PRODUCT, () -> whole(product));
    inTurn(Report.WHOLE, variants);
  }

  private Phases whole(Product one) throws Exception {
    Phases phases = one.move();
    requireHolds("asv");
    return phases.and(one.furtherProofs());
  }

  private Phases classic() throws Exception {
    Phases phases = byHand.classic();
    requireHolds("classic");
    return phases;
  }

  private Phases expert() throws Exception {
    Phases phases = byHand.expert();
    requireHolds("expert");
    return phases;
  }

  private Phases pgcopydb() throws Exception {
    Phases phases = byHand.pgcopydb();
    requireHolds("pgcopydb");
    return phases;
  }

  private Phases moved() throws Exception {
    Phases phases = product.move();
    requireHolds("asv");
    return phases;
  }

  private void requireHolds(String database) throws Exception {
    Map<String, Long> expected = BenchServers.rows(servers.old, "asv");
    Map<String, Long> found = BenchServers.rows(servers.fresh, database);
    if (!found.equals(expected)) {
      throw new IllegalStateException(database + " holds " + found + " instead of " + expected);
    }
  }

  private void fingerprints() throws Exception {
    Map<String, Variant> variants = new LinkedHashMap<>();
    variants.put("plain counts", () -> timed(() -> BenchServers.rows(servers.old, "asv")));
    variants.put("fingerprint", () -> timed(product::takeSource));
    variants.put(
        "fingerprint that fits both engines", () -> timed(() -> product.takeTenants(List.of())));
    variants.put(
        "the same by school, one school", () -> timed(() -> product.takeTenants(List.of("0001"))));
    inTurn(Report.FINGERPRINTS, variants);
  }

  private void fileCopy() throws Exception {
    Backup backup = product.backup();
    Path original = Path.of(backup.folder());
    Path copy = FOLDER.resolve("hand/neu/copy");
    Map<String, Variant> variants = new LinkedHashMap<>();
    variants.put("scp -r", () -> timed(copy, () -> byHand.scp(original, copy)));
    variants.put("rsync -a", () -> timed(copy, () -> byHand.rsync(original, copy)));
    variants.put("product, read in full on both machines", () -> timed(() -> product.copy(backup)));
    report.bytes(Report.COPY, backup.manifest().bytes());
    inTurn(Report.COPY, variants);
  }

  /** One large file over one connection: what the channel itself carries. */
  private void bulk() throws Exception {
    long bytes = (long) (Math.max(0.1, GIGABYTES / 3) * 1_000_000_000L);
    Path file = Files.createDirectories(FOLDER.resolve("bulk")).resolve("from");
    Shell.run(List.of("sh", "-c", "head -c " + bytes + " /dev/urandom > '" + file + "'"));
    Path copy = FOLDER.resolve("bulk/to");
    Map<String, Variant> variants = new LinkedHashMap<>();
    variants.put("scp", () -> timed(copy, () -> byHand.scp(file, copy)));
    variants.put("product, sending", () -> timed(copy, () -> send(file, copy)));
    variants.put("product, fetching", () -> timed(copy, () -> fetch(file, copy)));
    report.bytes(Report.BULK, bytes);
    inTurn(Report.BULK, variants);
    Files.delete(file);
    Files.deleteIfExists(copy);
  }

  private Long send(Path from, Path to) throws Exception {
    try (InputStream in = Files.newInputStream(from);
        OutputStream out = machines.fresh().files().write(to.toString(), 0)) {
      return pump(in, out);
    }
  }

  private Long fetch(Path from, Path to) throws Exception {
    try (InputStream in = machines.old().files().read(from.toString(), 0);
        OutputStream out = Files.newOutputStream(to)) {
      return pump(in, out);
    }
  }

  private static long pump(InputStream in, OutputStream out) throws Exception {
    byte[] block = new byte[256 * 1024];
    long all = 0;
    for (int read = in.read(block); read >= 0; read = in.read(block)) {
      out.write(block, 0, read);
      all += read;
    }
    return all;
  }

  private void memory() throws Exception {
    report.memory(MemoryProbe.inSmallJvm(FOLDER, machines, product.backup(), GIGABYTES));
  }

  private static Phases timed(Phases.Work<?> work) throws Exception {
    Phases phases = new Phases();
    phases.time("", work);
    return phases;
  }

  private static Phases timed(Path result, Phases.Work<?> work) throws Exception {
    Shell.run(List.of("rm", "-rf", result.toString()));
    return timed(work);
  }

  /** Every run begins with another way, so that none profits from what the one before left. */
  private void inTurn(String title, Map<String, Variant> variants) throws Exception {
    List<String> names = new ArrayList<>(variants.keySet());
    for (int run = 0; run < RUNS; run++) {
      List<String> order = new ArrayList<>(names);
      Collections.rotate(order, -run);
      for (String name : order) {
        BenchServers.run(servers.old, "asv", "checkpoint");
        BenchServers.run(servers.fresh, "postgres", "checkpoint");
        Machine.dropCaches();
        Phases phases = variants.get(name).run();
        report.add(title, names, name, phases);
        System.out.println(
            title + ", run " + (run + 1) + ", " + name + ": " + phases.total() + phases.taken());
      }
    }
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
