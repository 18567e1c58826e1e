package de.asvumzug.notify.template;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.thymeleaf.context.Context;
import org.thymeleaf.exceptions.TemplateEngineException;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;
import org.thymeleaf.templateresolver.ITemplateResolver;
import org.thymeleaf.templateresolver.StringTemplateResolver;
import org.thymeleaf.util.LoggingUtils;
import org.unbescape.html.HtmlEscape;

/**
 * The templates of mails: the built-in ones, and in place of each the file of the same name that an
 * operator has laid into {@code asv.mail.templates}. A file is read anew for each mail. One that
 * cannot be rendered, or does not say what must be said, is told of, and the built-in one is used:
 * no mail is lost by a slip of the pen.
 */
@Component
public final class Templates {
  private static final Logger LOG = LoggerFactory.getLogger(Templates.class);
  private static final long LONGEST = 64 * 1024L;

  private final Path directory;
  private final SpringTemplateEngine text = builtIn(TemplateMode.TEXT, ".txt");
  private final SpringTemplateEngine html = builtIn(TemplateMode.HTML, ".html");
  private final SpringTemplateEngine ownText = own(TemplateMode.TEXT);
  private final SpringTemplateEngine ownHtml = own(TemplateMode.HTML);
  private final Map<String, String> troubles = new ConcurrentHashMap<>();

  public Templates(TemplateSettings settings) {
    String folder = settings.templates();
    this.directory = folder.isBlank() ? null : Path.of(folder);
  }

  /** What is wrong with files of the operator's, German, by their names. */
  public Map<String, String> troubles() {
    return Map.copyOf(troubles);
  }

  String text(String name, Context context, NeededFacts needed, UnaryOperator<String> tidy) {
    return overridden(name + ".txt", ownText, context, tidy, needed)
        .orElseGet(() -> tidy.apply(text.process(name, context)));
  }

  String html(String name, Context context, NeededFacts needed) {
    return overridden(name + ".html", ownHtml, context, Templates::same, needed, Templates::words)
        .orElseGet(() -> html.process(name, context));
  }

  private Optional<String> overridden(
      String file,
      SpringTemplateEngine engine,
      Context context,
      UnaryOperator<String> tidy,
      NeededFacts needed) {
    return overridden(file, engine, context, tidy, needed, Templates::same);
  }

  private Optional<String> overridden(
      String file,
      SpringTemplateEngine engine,
      Context context,
      UnaryOperator<String> tidy,
      NeededFacts needed,
      Function<String, String> read) {
    if (directory == null || !Files.exists(directory.resolve(file))) {
      troubles.remove(file);
      return Optional.empty();
    }
    try {
      String rendered = tidy.apply(engine.process(content(directory.resolve(file)), context));
      Optional<String> wrong =
          rendered.isBlank()
              ? Optional.of("Sie ist leer.")
              : needed.missingIn(read.apply(rendered));
      if (wrong.isPresent()) {
        return told(file, wrong.get());
      }
      troubles.remove(file);
      return Optional.of(rendered);
    } catch (TemplateEngineException e) {
      return told(file, "Sie lässt sich nicht auswerten: " + reason(e));
    } catch (IOException e) {
      return told(file, "Sie ist nicht lesbar: " + e.getClass().getSimpleName() + ".");
    }
  }

  /** Once for each thing that is wrong. */
  private Optional<String> told(String file, String wrong) {
    if (!wrong.equals(troubles.put(file, wrong))) {
      LOG.error(
          "Die Mailvorlage {} wird nicht benutzt, sondern die eingebaute. {} Bitte die Datei"
              + " berichtigen und unter /vorschau ansehen.",
          directory.resolve(file),
          wrong);
    }
    return Optional.empty();
  }

  private static String content(Path file) throws IOException {
    if (!Files.isRegularFile(file) || Files.size(file) > LONGEST) {
      throw new IOException("no file, or too long");
    }
    return Files.readString(file, StandardCharsets.UTF_8);
  }

  /** The innermost one says which expression it is. */
  private static String reason(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    return LoggingUtils.loggifyTemplateName(String.valueOf(cause.getMessage()));
  }

  private static String same(String rendered) {
    return rendered;
  }

  private static String words(String html) {
    return HtmlEscape.unescapeHtml(html.replaceAll("<[^>]*>", ""));
  }

  private static SpringTemplateEngine builtIn(TemplateMode mode, String suffix) {
    ClassLoaderTemplateResolver resolver =
        new ClassLoaderTemplateResolver(Templates.class.getClassLoader());
    resolver.setPrefix("mail/");
    resolver.setSuffix(suffix);
    resolver.setTemplateMode(mode);
    resolver.setCharacterEncoding("UTF-8");
    return engine(resolver);
  }

  private static SpringTemplateEngine own(TemplateMode mode) {
    StringTemplateResolver resolver = new StringTemplateResolver();
    resolver.setTemplateMode(mode);
    resolver.setCacheable(false);
    return engine(resolver);
  }

  private static SpringTemplateEngine engine(ITemplateResolver resolver) {
    SpringTemplateEngine engine = new SpringTemplateEngine();
    engine.setTemplateResolver(resolver);
    return engine;
  }
}
