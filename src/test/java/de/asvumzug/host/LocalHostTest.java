package de.asvumzug.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import de.asvumzug.host.job.JobKey;
import de.asvumzug.host.job.JobStatus;
import de.asvumzug.host.script.ScriptHost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** This machine. */
class LocalHostTest extends HostContract {

  @Override
  Host open(Path workFolder, Duration commandTimeout) {
    return ScriptHost.local("alt", workFolder, List.of(), commandTimeout);
  }

  /** As it does where its log is switched on: then a monitor of its own stands in between. */
  @Test
  void what_sudo_puts_in_a_session_of_its_own_is_still_the_job() throws Exception {
    Path tools = Files.createDirectories(folder.resolve("tools"));
    Path sudo = tools.resolve("sudo");
    Files.writeString(sudo, "#!/bin/sh\nshift 2\nsetsid \"$@\" &\nwait $!\n");
    Files.setPosixFilePermissions(sudo, PosixFilePermissions.fromString("rwx------"));
    JobKey key = new JobKey("sudo");
    try (Host host =
        ScriptHost.local(
            "alt",
            folder.resolve("work"),
            List.of(tools.toString()),
            Set.of("sleep"),
            Duration.ofSeconds(5))) {
      JobStatus.Running started = (JobStatus.Running) host.start(key, Command.of("sleep", "69"));
      await().until(() -> host.processesOf(key).size() == 3);
      List<Long> all = host.processesOf(key);
      ProcessHandle.of(started.pid()).orElseThrow().destroyForcibly();
      await().until(() -> hasEnded(started.pid()));

      assertThat(host.status(key).orElseThrow()).isInstanceOf(JobStatus.Running.class);
      host.cancel(key);

      for (long number : all) {
        assertThat(hasEnded(number)).isTrue();
      }
    }
  }
}
