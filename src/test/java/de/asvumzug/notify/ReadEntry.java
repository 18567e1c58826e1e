package de.asvumzug.notify;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.temporal.Temporal;
import java.util.List;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.data.ParserException;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.Component;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.component.VEvent;

/** An entry as another library than the writer's reads it. */
public record ReadEntry(
    Calendar calendar,
    String method,
    String uid,
    int sequence,
    Instant start,
    Instant end,
    String status,
    String organizer,
    List<String> attendees,
    String title,
    String description,
    String text) {

  static {
    System.setProperty(
        "net.fortuna.ical4j.timezone.cache.impl", "net.fortuna.ical4j.util.MapTimeZoneCache");
  }

  /** The one entry of a calendar. */
  public static ReadEntry of(String text) {
    List<ReadEntry> all = all(text);
    if (all.size() != 1) {
      throw new IllegalArgumentException(all.size() + " entries");
    }
    return all.get(0);
  }

  public static List<ReadEntry> all(String text) {
    try {
      Calendar calendar = new CalendarBuilder().build(new StringReader(text));
      calendar.validate();
      return calendar.<VEvent>getComponents(Component.VEVENT).stream()
          .map(event -> of(calendar, event, text))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ParserException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  private static ReadEntry of(Calendar calendar, VEvent event, String text) {
    return new ReadEntry(
        calendar,
        value(calendar.getProperty(Property.METHOD)),
        value(event.getProperty(Property.UID)),
        Integer.parseInt(value(event.getProperty(Property.SEQUENCE))),
        instant(event.getDateTimeStart().getDate()),
        instant(event.getDateTimeEnd().getDate()),
        value(event.getProperty(Property.STATUS)),
        value(event.getProperty(Property.ORGANIZER)),
        event.getProperties(Property.ATTENDEE).stream().map(Property::getValue).toList(),
        value(event.getProperty(Property.SUMMARY)),
        value(event.getProperty(Property.DESCRIPTION)),
        text.replace("\r\n ", ""));
  }

  private static String value(java.util.Optional<? extends Property> property) {
    return property.map(Property::getValue).orElse("");
  }

  private static Instant instant(Temporal time) {
    if (time instanceof ZonedDateTime zoned) {
      return zoned.toInstant();
    }
    return time instanceof OffsetDateTime offset ? offset.toInstant() : Instant.from(time);
  }
}
