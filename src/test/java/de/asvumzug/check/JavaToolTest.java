package de.asvumzug.check;

import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.check.probe.FingerprintProbe;
import de.asvumzug.check.probe.ProbeJar;
import de.asvumzug.host.Command;
import de.asvumzug.host.script.ScriptHost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaToolTest {
  @TempDir Path folder;

  private ScriptHost host;
  private Path jar;

  @BeforeEach
  void install() throws Exception {
    host = EndpointFixture.host("schule", folder);
    jar = Path.of(host.workFolder(), "tools").resolve(ProbeJar.pack().name());
    Path java = folder.resolve("asv/jre/bin/java");
    Files.createDirectories(java.getParent());
    Files.createFile(java);
  }

  @Test
  void runs_the_probe_from_the_jar_that_it_brings() throws Exception {
    assertThat(command().arguments())
        .containsSubsequence("-cp", jar + ":/h2.jar", FingerprintProbe.class.getName(), "a");
    assertThat(jar).hasBinaryContent(ProbeJar.pack().bytes());
    assertThat(jar.getParent().toFile().list()).hasSize(1);
  }

  @Test
  void leaves_a_jar_alone_that_is_there() throws Exception {
    command();
    FileTime before = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));
    Files.setLastModifiedTime(jar, before);

    command();

    assertThat(Files.getLastModifiedTime(jar)).isEqualTo(before);
  }

  @Test
  void replaces_a_jar_that_is_not_what_its_name_says() throws Exception {
    Files.createDirectories(jar.getParent());
    Files.writeString(jar, "damaged");

    command();

    assertThat(jar).hasBinaryContent(ProbeJar.pack().bytes());
  }

  private Command command() throws Exception {
    return new JavaTool(FingerprintProbe.class)
        .command(host, folder.resolve("asv").toString(), List.of("/h2.jar"), List.of("a"));
  }
}
