package de.asvumzug.backup.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.asvumzug.backup.TestMove;
import de.asvumzug.host.Command;
import de.asvumzug.host.CommandResult;
import de.asvumzug.host.DelegatingHost;
import de.asvumzug.host.Host;
import de.asvumzug.host.OperationFailed;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.function.LongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a machine's own clock showed; asked of a real `date`, and of Windows by its text alone. */
class MachineTimeTest {
  private static final Pattern SECOND = Pattern.compile("FromUnixTimeSeconds\\((-?\\d+)\\)");

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "Europe/Berlin, 2025-07-01T22:00, 2025-07-01T20:00:00Z",
    "Europe/Berlin, 2025-10-26T02:30, 2025-10-26T00:30:00Z 2025-10-26T01:30:00Z",
    "Europe/Berlin, 2025-10-26T03:00, 2025-10-26T02:00:00Z",
    "Europe/Berlin, 2025-03-30T02:30, ''",
    "UTC, 2025-10-26T02:30, 2025-10-26T02:30:00Z",
    "America/New_York, 2025-11-02T01:30, 2025-11-02T05:30:00Z 2025-11-02T06:30:00Z",
    "Australia/Lord_Howe, 2025-04-06T01:45, 2025-04-05T14:45:00Z 2025-04-05T15:15:00Z",
  })
  void is_placed_by_the_rules_of_its_zone(String zone, LocalDateTime shown, String moments)
      throws Exception {
    Instant[] expected =
        Arrays.stream(moments.split(" "))
            .filter(text -> !text.isEmpty())
            .map(Instant::parse)
            .toArray(Instant[]::new);

    assertThat(new MachineTime(linux(zone)).moments(shown)).containsExactly(expected);
    assertThat(new MachineTime(windows(second -> minutes(zone, second))).moments(shown))
        .containsExactly(expected);
  }

  @Test
  void an_answer_that_is_no_offset_is_said_and_tried_again() throws Exception {
    LocalDateTime shown = LocalDateTime.parse("2025-07-01T22:00");

    assertThatThrownBy(() -> new MachineTime(windows(second -> "UTC")).moments(shown))
        .isInstanceOfSatisfying(
            OperationFailed.class, failed -> assertThat(failed.worthRetrying()).isTrue())
        .hasMessageContaining("Zeitzone von alt")
        .hasMessageContaining("„UTC“");
  }

  private Host linux(String zone) throws Exception {
    return new DelegatingHost(new TestMove(folder).oldHost) {
      @Override
      public CommandResult run(Command command) throws java.io.IOException, InterruptedException {
        return host.run(command.with("TZ", zone));
      }
    };
  }

  private Host windows(LongFunction<String> answer) throws Exception {
    return new DelegatingHost(new TestMove(folder).oldHost) {
      @Override
      public OperatingSystem system() {
        return OperatingSystem.WINDOWS;
      }

      @Override
      public CommandResult run(Command command) {
        Matcher second = SECOND.matcher(String.join(" ", command.arguments()));
        assertThat(second.find()).isTrue();
        return new CommandResult(0, answer.apply(Long.parseLong(second.group(1))) + "\r\n", "");
      }
    };
  }

  private static String minutes(String zone, long second) {
    int seconds =
        ZoneId.of(zone).getRules().getOffset(Instant.ofEpochSecond(second)).getTotalSeconds();
    return Integer.toString(seconds / 60);
  }
}
