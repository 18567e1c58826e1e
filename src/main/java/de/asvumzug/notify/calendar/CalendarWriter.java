package de.asvumzug.notify.calendar;

import biweekly.Biweekly;
import biweekly.ICalVersion;
import biweekly.ICalendar;
import biweekly.component.VAlarm;
import biweekly.component.VEvent;
import biweekly.io.text.ICalWriter;
import biweekly.parameter.CalendarUserType;
import biweekly.parameter.ParticipationLevel;
import biweekly.parameter.ParticipationStatus;
import biweekly.parameter.Related;
import biweekly.property.Attendee;
import biweekly.property.DateEnd;
import biweekly.property.DateStart;
import biweekly.property.Method;
import biweekly.property.Organizer;
import biweekly.property.ProductId;
import biweekly.property.Status;
import biweekly.property.Trigger;
import biweekly.util.Duration;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes entries as iCalendar (RFC 5545), in the form that docs/mail.md gives reasons for. Every
 * text is escaped by the library: what somebody typed stays a text, whatever it looks like.
 */
public final class CalendarWriter {
  private static final String PRODUCT = "-//asv-umzug//Kalender//DE";
  private static final Pattern METHOD = Pattern.compile("(?m)^METHOD:([A-Z]+)\\r?$");

  /** Outlook cuts what is longer. */
  private static final int LONGEST_TITLE = 255;

  private static final int REFRESH_HOURS = 1;

  private CalendarWriter() {}

  /** An entry of a subscription. */
  public record Item(
      String uid, int sequence, Instant start, Instant end, boolean settled, EntryText text) {}

  /** The entry is new, or was changed. */
  static String request(CalendarEntry entry, EntryText text, Parties parties, Instant now) {
    VEvent event = event(entry.uid(), entry.sequence(), text, now);
    event.setStatus(Status.confirmed());
    remind(event, text);
    return write(Method.request(), entry.start(), entry.end(), event, parties);
  }

  /** The entry is to go. */
  static String cancel(CalendarEntry entry, EntryText text, Parties parties, Instant now) {
    VEvent event = event(entry.uid(), entry.sequence(), text, now);
    event.setStatus(Status.cancelled());
    return write(Method.cancel(), entry.start(), entry.end(), event, parties);
  }

  /** A calendar to subscribe to; it names nobody. */
  public static String feed(String name, List<Item> items, Instant now) {
    ICalendar calendar = calendar(Method.publish());
    calendar.setName(name);
    calendar.addExperimentalProperty("X-WR-CALNAME", name);
    calendar.setRefreshInterval(Duration.builder().hours(REFRESH_HOURS).build());
    calendar.addExperimentalProperty("X-PUBLISHED-TTL", "PT" + REFRESH_HOURS + "H");
    for (Item item : items) {
      VEvent event = event(item.uid(), item.sequence(), item.text(), now);
      event.setStatus(item.settled() ? Status.confirmed() : Status.tentative());
      remind(event, item.text());
      place(calendar, event, item.start(), item.end());
    }
    return text(calendar);
  }

  /** The same entry for another address of its recipient. */
  public static String forAttendee(String calendar, String address) {
    ICalendar read = Biweekly.parse(calendar).first();
    for (VEvent event : read.getEvents()) {
      event.getAttendees().clear();
      event.addAttendee(attendee(address));
    }
    return text(read);
  }

  /** {@code REQUEST} or {@code CANCEL}; the mail's part has to say the same. */
  public static String method(String calendar) {
    Matcher method = METHOD.matcher(calendar);
    if (!method.find()) {
      throw new IllegalArgumentException("no method");
    }
    return method.group(1);
  }

  private static VEvent event(String uid, int sequence, EntryText text, Instant now) {
    VEvent event = new VEvent();
    event.setUid(uid);
    event.setDateTimeStamp(Date.from(now));
    event.setSequence(sequence);
    event.setSummary(
        text.title().length() <= LONGEST_TITLE
            ? text.title()
            : text.title().substring(0, LONGEST_TITLE - 1) + "…");
    event.setDescription(text.description());
    event.setUrl(text.link());
    event.setTransparency(!text.busy());
    return event;
  }

  /** A day before comes first: Outlook and Exchange keep one. */
  private static void remind(VEvent event, EntryText text) {
    for (Duration before :
        List.of(
            Duration.builder().prior(true).days(1).build(),
            Duration.builder().prior(true).hours(2).build())) {
      event.addAlarm(VAlarm.display(new Trigger(before, Related.START), text.title()));
    }
  }

  private static String write(
      Method method, Instant start, Instant end, VEvent event, Parties parties) {
    event.setOrganizer(new Organizer(parties.organizerName(), parties.organizer()));
    event.addAttendee(attendee(parties.attendee()));
    ICalendar calendar = calendar(method);
    place(calendar, event, start, end);
    return text(calendar);
  }

  private static Attendee attendee(String address) {
    Attendee attendee = new Attendee(null, address);
    attendee.setCalendarUserType(CalendarUserType.INDIVIDUAL);
    attendee.setParticipationLevel(ParticipationLevel.REQUIRED);
    attendee.setParticipationStatus(ParticipationStatus.NEEDS_ACTION);
    // Who agrees does so in the task, not by an answer of the calendar.
    attendee.setRsvp(false);
    return attendee;
  }

  private static ICalendar calendar(Method method) {
    ICalendar calendar = new ICalendar();
    calendar.setVersion(ICalVersion.V2_0);
    calendar.setProductId(new ProductId(PRODUCT));
    calendar.setMethod(method);
    calendar.getTimezoneInfo().setDefaultTimezone(BerlinZone.assignment());
    return calendar;
  }

  private static void place(ICalendar calendar, VEvent event, Instant start, Instant end) {
    event.setDateStart(new DateStart(Date.from(start), true));
    event.setDateEnd(new DateEnd(Date.from(end), true));
    calendar.addEvent(event);
  }

  private static String text(ICalendar calendar) {
    StringWriter text = new StringWriter();
    try (ICalWriter writer = new ICalWriter(text, ICalVersion.V2_0)) {
      writer.getVObjectWriter().getFoldedLineWriter().setLineLength(null);
      writer.write(calendar);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Folding.folded(text.toString());
  }
}
