package de.asvumzug.web.language;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.i18n.AcceptHeaderLocaleResolver;

/**
 * Texts of the Leitstand in two languages: German is the source, English is for who asks for it.
 */
@Configuration(proxyBeanMethods = false)
public class Languages {

  @Bean
  public MessageSource messageSource() {
    ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
    messages.setBasename("messages");
    messages.setDefaultEncoding("UTF-8");
    // The machine's own language is nobody's wish.
    messages.setFallbackToSystemLocale(false);
    return messages;
  }

  @Bean
  public LocaleResolver localeResolver() {
    return new GermanUnlessEnglish();
  }

  /** By what a browser asks for first; what it takes as well counts for nothing. */
  private static final class GermanUnlessEnglish extends AcceptHeaderLocaleResolver {

    @Override
    public Locale resolveLocale(HttpServletRequest request) {
      return wanted(request.getHeader(HttpHeaders.ACCEPT_LANGUAGE)).stream()
          .findFirst()
          .filter(first -> first.getRange().matches("en(-.*)?"))
          .map(first -> Locale.ENGLISH)
          .orElse(Locale.GERMAN);
    }

    private static List<LanguageRange> wanted(String header) {
      try {
        return header == null ? List.of() : LanguageRange.parse(header);
      } catch (IllegalArgumentException e) {
        return List.of(); // no list of languages
      }
    }
  }
}
