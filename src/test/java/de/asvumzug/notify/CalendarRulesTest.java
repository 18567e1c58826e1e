package de.asvumzug.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.fortuna.ical4j.model.Component;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.component.Observance;
import net.fortuna.ical4j.model.component.VAlarm;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.component.VTimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What Outlook, Thunderbird and Google are known to need, held against the files that {@link
 * InvitationTest} compares with what is sent. Each rule has its number in docs/mail.md.
 */
class CalendarRulesTest {
  private static final String INVITATION = "invitation-schule.ics";
  private static final String UPDATE = "update-schule.ics";
  private static final String CANCELLATION = "cancellation-schule.ics";
  private static final Pattern ADDRESS = Pattern.compile("mailto:[^\\s<>,;]+@[^\\s<>,;]+");

  @ParameterizedTest
  @ValueSource(strings = {INVITATION, "invitation-technik.ics", UPDATE, CANCELLATION})
  void rule_1_one_calendar_with_one_event_and_no_task(String file) {
    String text = text(file);

    assertThat(text.split("BEGIN:VCALENDAR", -1)).hasSize(2);
    assertThat(text.split("BEGIN:VEVENT", -1)).hasSize(2);
    assertThat(text).doesNotContain("BEGIN:VTODO");
  }

  @Test
  void rule_2_the_same_uid_and_a_higher_number_each_time() {
    List<ReadEntry> all = Stream.of(INVITATION, UPDATE, CANCELLATION).map(this::read).toList();

    assertThat(all).extracting(ReadEntry::uid).containsOnly("U-2026-0001@amt.example");
    assertThat(all).extracting(ReadEntry::sequence).containsExactly(0, 1, 2);
  }

  @Test
  void rule_3_each_has_a_stamp_of_its_own_in_utc() {
    assertThat(Stream.of(INVITATION, UPDATE, CANCELLATION).map(file -> line(file, "DTSTAMP:")))
        .doesNotHaveDuplicates()
        .allMatch(stamp -> stamp.endsWith("Z"));
  }

  @Test
  void rule_4_method_and_state_fit() {
    assertThat(read(INVITATION).method()).isEqualTo("REQUEST");
    assertThat(read(INVITATION).status()).isEqualTo("CONFIRMED");
    assertThat(read(UPDATE).method()).isEqualTo("REQUEST");
    assertThat(read(CANCELLATION).method()).isEqualTo("CANCEL");
    assertThat(read(CANCELLATION).status()).isEqualTo("CANCELLED");
  }

  @ParameterizedTest
  @ValueSource(strings = {INVITATION, "invitation-technik.ics", UPDATE, CANCELLATION})
  void rule_5_the_sender_is_the_organizer_and_the_recipient_the_only_attendee(String file) {
    assertThat(read(file).organizer()).matches(ADDRESS).isEqualTo("mailto:umzug@amt.example");
    assertThat(read(file).attendees()).singleElement().asString().matches(ADDRESS);
    assertThat(read(file).text()).contains("RSVP=FALSE", "PARTSTAT=NEEDS-ACTION");
  }

  @ParameterizedTest
  @ValueSource(strings = {INVITATION, UPDATE, CANCELLATION})
  void rule_6_times_are_berlins_and_its_rules_are_written_out(String file) {
    ReadEntry entry = read(file);
    VEvent event = entry.calendar().<VEvent>getComponents(Component.VEVENT).get(0);
    assertThat(event.getProperty(Property.DTSTART).orElseThrow().toString())
        .startsWith("DTSTART;TZID=Europe/Berlin:");
    VTimeZone zone = entry.calendar().<VTimeZone>getComponents(Component.VTIMEZONE).get(0);
    assertThat(zone.getProperty(Property.TZID).orElseThrow().getValue()).isEqualTo("Europe/Berlin");
    assertThat(zone.getObservances())
        .hasSize(2)
        .allSatisfy(
            (Observance one) -> {
              assertThat(one.getProperty(Property.RRULE).orElseThrow().getValue())
                  .contains("BYDAY=-1SU", "BYMONTH=");
              assertThat(one.getProperty(Property.TZOFFSETFROM)).isPresent();
              assertThat(one.getProperty(Property.TZOFFSETTO)).isPresent();
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {INVITATION, "invitation-technik.ics", UPDATE})
  void rule_7_two_alarms_the_earlier_one_first(String file) {
    VEvent event = read(file).calendar().<VEvent>getComponents(Component.VEVENT).get(0);

    assertThat(event.getAlarms())
        .extracting(alarm -> alarm.getProperty(Property.TRIGGER).orElseThrow().getValue())
        .containsExactly("-P1D", "-PT2H");
    assertThat(event.getAlarms())
        .extracting((VAlarm alarm) -> alarm.getProperty(Property.ACTION).orElseThrow().getValue())
        .containsOnly("DISPLAY");
    assertThat(Duration.between(read(file).start(), read(file).end())).isPositive();
  }

  @ParameterizedTest
  @ValueSource(strings = {INVITATION, "invitation-technik.ics", UPDATE, CANCELLATION})
  void rule_8_a_short_title_on_one_line_and_a_description_without_markup(String file) {
    assertThat(read(file).title()).hasSizeLessThan(255).doesNotContain("\n");
    assertThat(read(file).description())
        .contains("Fragen an:", "Stand: https://")
        .doesNotContain("</", "&amp;");
  }

  @ParameterizedTest
  @ValueSource(strings = {INVITATION, "invitation-technik.ics", UPDATE, CANCELLATION})
  void rule_9_no_line_is_longer_than_75_bytes(String file) {
    assertThat(text(file).lines())
        .allMatch(line -> line.getBytes(StandardCharsets.UTF_8).length <= 75);
  }

  private String line(String file, String start) {
    return text(file).lines().filter(line -> line.startsWith(start)).findFirst().orElseThrow();
  }

  private ReadEntry read(String file) {
    return ReadEntry.of(text(file).replace("\n", "\r\n"));
  }

  private static String text(String name) {
    try (InputStream file = CalendarRulesTest.class.getResourceAsStream("/calendar/" + name)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
