package de.asvumzug.web.language;

import java.util.Locale;
import org.springframework.context.i18n.LocaleContext;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** The language of the page that is being made. */
@Component
public class PageLanguage {

  /** German where no page is made. */
  public Locale locale() {
    LocaleContext context = LocaleContextHolder.getLocaleContext();
    Locale asked = context == null ? null : context.getLocale();
    return asked != null && asked.getLanguage().equals(Locale.ENGLISH.getLanguage())
        ? Locale.ENGLISH
        : Locale.GERMAN;
  }

  public boolean english() {
    return locale().equals(Locale.ENGLISH);
  }
}
