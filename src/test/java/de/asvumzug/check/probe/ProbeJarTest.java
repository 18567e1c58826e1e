package de.asvumzug.check.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

class ProbeJarTest {

  @Test
  void is_the_same_whenever_it_is_packed() throws Exception {
    assertThat(ProbeJar.pack().bytes()).isEqualTo(ProbeJar.pack().bytes());
    assertThat(ProbeJar.pack().name()).isEqualTo(ProbeJar.pack().name());
  }

  @Test
  void holds_its_files_in_order_and_without_the_time_of_packing() throws Exception {
    List<ZipEntry> entries = entries();

    assertThat(entries).extracting(ZipEntry::getName).isSorted();
    assertThat(entries).extracting(entry -> entry.getTimeLocal().getYear()).containsOnly(2000);
  }

  @Test
  void holds_all_classes_of_its_package_but_itself() throws Exception {
    Path classes =
        Path.of(ProbeJar.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    List<String> expected;
    try (Stream<Path> files = Files.walk(classes.resolve("de/asvumzug/check/probe"))) {
      expected =
          files
              .filter(Files::isRegularFile)
              .map(file -> classes.relativize(file).toString().replace('\\', '/'))
              .filter(name -> !name.endsWith("/ProbeJar.class"))
              .collect(Collectors.toList());
    }

    assertThat(entries()).extracting(ZipEntry::getName).hasSameElementsAs(expected);
  }

  private static List<ZipEntry> entries() throws IOException {
    List<ZipEntry> entries = new ArrayList<>();
    try (ZipInputStream zip =
        new ZipInputStream(new ByteArrayInputStream(ProbeJar.pack().bytes()))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        entries.add(entry);
      }
    }
    return entries;
  }
}
