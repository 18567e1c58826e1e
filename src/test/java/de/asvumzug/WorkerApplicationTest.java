package de.asvumzug;

import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.step.StepHandler;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class WorkerApplicationTest {

  @TempDir Path folder;

  @Test
  void a_worker_has_all_that_its_handlers_need() throws Exception {
    Path password = Files.writeString(folder.resolve("password"), "only-for-this-test\n");
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      new ApplicationContextRunner()
          .withInitializer(new ConfigDataApplicationContextInitializer())
          .withUserConfiguration(WorkerApplication.class)
          .withPropertyValues(
              "spring.profiles.active=worker",
              "asv.worker.site=amt",
              "asv.worker.insecure-loopback=true",
              "asv.worker.centre=http://127.0.0.1:" + silent.getLocalPort(),
              "asv.worker.password-file=" + password)
          .run(
              context -> {
                assertThat(context).hasNotFailed();
                assertThat(context.getBeansOfType(StepHandler.class)).isNotEmpty();
              });
    }
  }
}
