package de.asvumzug.web.language;

import de.asvumzug.web.move.MoveState;
import de.asvumzug.web.move.MoveStatus;
import de.asvumzug.web.move.StepStanding;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * What the program says of a move, in the language of the page; used by the pages as {@code
 * &#64;words}. What people, models and evidence say stays German.
 */
@Component("words")
public class Words {
  private static final String WAITS_FOR = "wartet-auf";

  /** As German sentences name a time; an English one takes the order that cannot be misread. */
  private static final Pattern GERMAN_TIME =
      Pattern.compile("(\\d\\d)\\.(\\d\\d)\\.(\\d{4}) um (\\d\\d:\\d\\d) Uhr");

  private final MessageSource messages;
  private final PageLanguage language;
  private final GermanTexts texts = new GermanTexts();

  public Words(MessageSource messages, PageLanguage language) {
    this.messages = messages;
    this.language = language;
  }

  /**
   * A German text of a group of messages; any other text, and every one on a German page, stays as
   * it is.
   *
   * @param group what the keys of these messages begin with
   * @param german may be null
   */
  public String said(String group, String german) {
    return translated(group, german).orElse(german);
  }

  /** {@code de} where {@link #said} leaves German on an English page; else null. */
  public String language(String group, String german) {
    return language.english() && translated(group, german).isEmpty() ? "de" : null;
  }

  private Optional<String> translated(String group, String german) {
    return german == null || !language.english()
        ? Optional.empty()
        : texts
            .find(group, german)
            .map(found -> text(found.key(), found.values()))
            .map(text -> GERMAN_TIME.matcher(text).replaceAll("$3-$2-$1, $4"));
  }

  /**
   * Who is waited for.
   *
   * @param german e.g. {@code Technik (technik2)}; the user in brackets stays
   */
  public String whom(String german) {
    int user = german.indexOf(" (");
    return user < 0
        ? said("wer", german)
        : said("wer", german.substring(0, user)) + german.substring(user);
  }

  /** As {@link MoveStatus#label}. */
  public String status(MoveStatus status) {
    if (status.state() == MoveState.RUNNING && !status.waitsFor().isEmpty()) {
      String all = status.waitsFor().stream().map(this::whom).collect(Collectors.joining(", "));
      return text(WAITS_FOR, all);
    }
    return text("stand." + status.state().name());
  }

  /** As {@link StepStanding#label}. */
  public String standing(StepStanding standing) {
    return standing.whom() == null
        ? text("schritt." + standing.kind().name())
        : text(WAITS_FOR, whom(standing.whom()));
  }

  /** Of something that waits for nobody, such as a timer. */
  public String waiting() {
    return text("schritt." + StepStanding.Kind.WAITING.name());
  }

  /** How many schools are done. */
  public String schoolsDone(long done, long of) {
    return text("schulen-fertig", String.valueOf(done), String.valueOf(of));
  }

  private String text(String key, Object... values) {
    return messages.getMessage(key, values, language.locale());
  }
}
