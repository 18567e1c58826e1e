package de.asvumzug.asv;

import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.asv.files.ShippedFileList;
import de.asvumzug.asv.files.ShippedFiles;
import de.asvumzug.asv.installer.InstallerSettings;
import de.asvumzug.asv.installer.PackageFile;
import de.asvumzug.asv.installer.Unpacker;
import de.asvumzug.host.Host;
import de.asvumzug.host.HostFiles;
import de.asvumzug.plan.Side;
import de.asvumzug.plan.Variant;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Thousands of files must not cost thousands of calls of a machine. */
class ManyFilesTest {
  private static final int FILES = 2500;

  @TempDir Path folder;
  private final List<String> calls = new ArrayList<>();
  private FakeMachine machine;
  private Endpoint endpoint;

  @BeforeEach
  void machine() throws Exception {
    machine = new FakeMachine("neu", folder);
    Endpoint plain = machine.site(Side.TARGET, Variant.SCHOOL, "2.14.12");
    endpoint = new Endpoint(plain.side(), plain.installation(), counted(plain.host()));
  }

  @Test
  void a_package_is_unpacked_many_files_a_call() throws Exception {
    byte[] large = new byte[3 << 20];
    new Random(5).nextBytes(large);
    Path zip = folder.resolve("paket.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      for (int i = 0; i < FILES; i++) {
        out.putNextEntry(new ZipEntry("plugins/teil" + i % 50 + "/datei" + i));
        out.write(("Inhalt " + i).getBytes());
      }
      out.putNextEntry(new ZipEntry("leer/"));
      out.putNextEntry(new ZipEntry("plugins/leer"));
      out.putNextEntry(new ZipEntry("groß"));
      out.write(large);
    }

    PackageFile unpacked =
        unpacker().unpack(endpoint, "Das Paket", zip.toString(), null, progress -> {});

    assertThat(calls).hasSizeLessThan(20);
    Path there = Path.of(unpacked.folder());
    assertThat(there.resolve("plugins/teil7/datei1207")).hasContent("Inhalt 1207");
    assertThat(there.resolve("plugins/leer")).isEmptyFile();
    assertThat(there.resolve("leer")).isEmptyDirectory();
    assertThat(there.resolve("groß")).hasBinaryContent(large);
    try (var files = Files.walk(there)) {
      assertThat(files.filter(Files::isRegularFile)).hasSize(FILES + 2);
    }
  }

  @Test
  void shipped_files_are_summed_up_in_one_call() throws Exception {
    for (int i = 0; i < 300; i++) {
      machine.file("opt/asv/plugins/teil" + i + ".jar", "jar " + i);
    }
    machine.file("opt/asv/asv.exe", "exe");

    ShippedFileList list =
        new ShippedFiles(FakeMachine.settings("asv.layout", LayoutSettings.class)).list(endpoint);

    assertThat(calls).hasSizeLessThan(12);
    assertThat(calls).filteredOn(call -> call.startsWith("sha256")).hasSize(1);
    assertThat(list.sha256()).hasSize(301).containsKey("plugins/teil299.jar");
    assertThat(list.sha256().get("asv.exe"))
        .isEqualTo(endpoint.host().files().sha256(machine.path("opt/asv/asv.exe").toString()));
  }

  private static Unpacker unpacker() {
    return new Unpacker(FakeMachine.settings("asv.installer", InstallerSettings.class));
  }

  /** The machine, with a note of each call for its files. */
  private Host counted(Host host) {
    HostFiles files = proxy(HostFiles.class, host.files(), null);
    return proxy(Host.class, host, files);
  }

  @SuppressWarnings("unchecked")
  private <T> T proxy(Class<T> type, T real, HostFiles files) {
    return (T)
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              if (files != null && method.getName().equals("files")) {
                return files;
              }
              if (files == null) {
                calls.add(method.getName());
              }
              try {
                return method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
