package de.asvumzug.web.leitstand;

import de.asvumzug.plan.Window;
import de.asvumzug.web.language.PageLanguage;
import de.asvumzug.web.progress.Timeline.Tick;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Times and figures in the language of the page; used by the pages as {@code &#64;pageTimes}. */
@Component("pageTimes")
public class PageTimes {
  private final GermanTimes german;
  private final EnglishTimes english = new EnglishTimes();
  private final PageLanguage language;

  PageTimes(GermanTimes german, PageLanguage language) {
    this.german = german;
    this.language = language;
  }

  /** E.g. {@code Fri 11 Dec 2026, 16:00}; a dash for no time. */
  public String at(Instant time) {
    return language.english() ? english.at(time) : german.at(time);
  }

  /** With seconds, for lists of what happened; a dash for no time. */
  public String exact(Instant time) {
    return language.english() ? english.exact(time) : german.exact(time);
  }

  /** Time of day, the same in both languages. */
  public String clock(Instant time) {
    return german.clock(time);
  }

  /** At a line of the timeline, e.g. {@code Fri 16:00}. */
  public String tick(Tick tick) {
    return language.english() ? english.tick(tick.at()) : tick.label();
  }

  /** E.g. {@code 1 h 05 min}; a dash for no time. */
  public String length(Duration length) {
    return language.english() ? english.length(german.length(length)) : german.length(length);
  }

  /** E.g. {@code 1.2 GB}. */
  public String bytes(long bytes) {
    return language.english() ? english.bytes(bytes) : german.bytes(bytes);
  }

  /** E.g. {@code 5,000}. */
  public String number(long number) {
    return language.english() ? english.number(number) : german.number(number);
  }

  /** How far a window's edges are, e.g. {@code ends in 2 h 05 min}. */
  public String distance(Window window, Instant now) {
    return language.english() ? english.distance(window, now) : german.distance(window, now);
  }
}
