package de.asvumzug;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The containers of the training ground, as far as their files tell. */
class DockerFilesTest {
  private static final Path DOCKER = Path.of("docker");

  private final Map<String, Map<String, Object>> services = services();

  @Test
  void every_image_is_built_from_debian_alone() throws IOException {
    List<String> bases =
        dockerfiles().stream()
            .flatMap(file -> lines(file).filter(line -> line.startsWith("FROM ")))
            .toList();

    assertThat(bases).hasSize(3).containsOnly("FROM debian:bookworm-slim");
  }

  @Test
  void every_service_is_built_here() {
    assertThat(services).isNotEmpty();
    assertThat(services).allSatisfy((name, service) -> assertThat(service).containsKey("build"));
  }

  @Test
  void every_service_has_a_health_check_and_a_word_on_restarts() {
    assertThat(services)
        .allSatisfy((name, service) -> assertThat(service).containsKeys("healthcheck", "restart"));
  }

  @Test
  void the_application_is_not_root_and_may_write_to_its_volumes_only() {
    assertThat(services.get("app"))
        .containsEntry("user", "10001:10001")
        .containsEntry("read_only", true);
    assertThat(lines(DOCKER.resolve("app/Dockerfile"))).contains("USER 10001");
  }

  @Test
  void ports_are_published_on_the_loopback_interface_only() {
    assertThat(services.values())
        .flatMap(service -> (List<?>) service.getOrDefault("ports", List.of()))
        .isNotEmpty()
        .allSatisfy(port -> assertThat(port.toString()).startsWith("127.0.0.1:"));
  }

  @Test
  void no_file_names_a_secret_value() throws IOException {
    try (Stream<Path> files = Files.walk(DOCKER)) {
      assertThat(files.filter(Files::isRegularFile))
          .isNotEmpty()
          .allSatisfy(
              file -> {
                assertThat(Files.readString(file)).doesNotContain("PRIVATE KEY");
                assertThat(lines(file))
                    .noneMatch(
                        line ->
                            line.matches(
                                "(?i).*\\b(password|passwort|pin)\\s*[:=]\\s*[\"']?(?!(true|false)\\b)\\w.*"));
              });
    }
  }

  @Test
  void only_the_jars_and_these_files_reach_a_build() throws IOException {
    assertThat(Files.readAllLines(Path.of(".dockerignore")))
        .filteredOn(line -> !line.startsWith("#"))
        .containsExactly("*", "!docker", "!target/asv-umzug-*.jar", "!target/lab");
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Map<String, Object>> services() {
    try {
      Map<String, Object> compose =
          new Yaml(new SafeConstructor(new LoaderOptions()))
              .load(Files.readString(DOCKER.resolve("compose.yaml")));
      return (Map<String, Map<String, Object>>) compose.get("services");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static List<Path> dockerfiles() throws IOException {
    try (Stream<Path> files = Files.walk(DOCKER)) {
      return files.filter(file -> file.endsWith("Dockerfile")).toList();
    }
  }

  private static Stream<String> lines(Path file) {
    try {
      return Files.readAllLines(file).stream();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
