package de.asvumzug.web.leitstand;

import de.asvumzug.web.language.PageLanguage;
import de.asvumzug.web.language.Words;
import de.asvumzug.web.move.StepProgress;
import org.springframework.stereotype.Component;

/**
 * How far a step is, in the language of the page; used by the pages as {@code &#64;pageProgress}.
 */
@Component("pageProgress")
public class PageProgress {
  private static final String BYTES = "Bytes";

  private final PageTimes figures;
  private final Words words;
  private final PageLanguage language;

  PageProgress(PageTimes figures, Words words, PageLanguage language) {
    this.figures = figures;
    this.words = words;
    this.language = language;
  }

  /** As {@link StepProgress#amount}; the unit of other things than bytes stays German. */
  public String amount(StepProgress progress) {
    if (!language.english() || progress.total() <= 0) {
      return progress.amount();
    }
    if (BYTES.equals(progress.unit())) {
      return figures.bytes(progress.done()) + " of " + figures.bytes(progress.total());
    }
    String unit = progress.unit() == null ? "" : " " + progress.unit();
    return figures.number(progress.done()) + " of " + figures.number(progress.total()) + unit;
  }

  /** As {@link StepProgress#rate}. */
  public String rate(StepProgress progress) {
    return language.english() && progress.pace() != null && BYTES.equals(progress.unit())
        ? figures.bytes(Math.round(progress.pace().perSecond())) + "/s"
        : progress.rate();
  }

  /** As {@link StepProgress#left}. */
  public String left(StepProgress progress) {
    return words.said("umzug.schritt.rest", progress.left());
  }
}
