package de.asvumzug.notify;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/**
 * Renders mails with Thymeleaf engines of its own; the pages' engine stays as it is.
 *
 * <p>The plain text is the source of both alternatives: the HTML one is the same text in a frame,
 * so the two can never say different things. In the text, blank lines part paragraphs; a paragraph
 * of "name: value" lines becomes a table, one of "- " lines a list, a line with our own address a
 * link.
 */
@Component
final class MailTexts {
  /** Both alternatives of a mail. */
  record Body(String text, String html) {}

  private static final Pattern BLANK_LINES = Pattern.compile("\\n{2,}");

  /** Not a sentence that quotes what somebody typed with a colon in it. */
  private static final Pattern FACT = Pattern.compile("\\p{Lu}[^:„“]{1,29}: +\\S.*");

  private final SpringTemplateEngine text = engine(TemplateMode.TEXT, ".txt");
  private final SpringTemplateEngine html = engine(TemplateMode.HTML, ".html");

  Body render(String template, String subject, Map<String, Object> facts) {
    Context context = new Context(Locale.GERMANY, facts);
    String body =
        tidy(text.process(template, context))
            + "\n\n"
            + tidy(text.process("footer", context))
            + "\n";
    Context frame = new Context(Locale.GERMANY);
    frame.setVariable("subject", subject);
    frame.setVariable("blocks", blocks(body));
    // Only our own address becomes a link: what somebody typed leads nobody anywhere.
    frame.setVariable("own", String.valueOf(facts.get("baseUrl")));
    return new Body(body, html.process("frame", frame));
  }

  private static List<Map<String, Object>> blocks(String body) {
    List<Map<String, Object>> blocks = new ArrayList<>();
    for (String paragraph : BLANK_LINES.split(body.strip())) {
      List<String> lines = paragraph.lines().map(String::strip).toList();
      if (lines.stream().allMatch(line -> line.startsWith("- "))) {
        blocks.add(
            Map.of(
                "kind", "list", "lines", lines.stream().map(line -> line.substring(2)).toList()));
      } else if (lines.stream().allMatch(line -> FACT.matcher(line).matches())) {
        blocks.add(Map.of("kind", "facts", "lines", lines.stream().map(MailTexts::fact).toList()));
      } else {
        blocks.add(Map.of("kind", "text", "lines", lines));
      }
    }
    return blocks;
  }

  private static Map<String, Object> fact(String line) {
    int colon = line.indexOf(':');
    return Map.of("name", line.substring(0, colon), "value", line.substring(colon + 1).strip());
  }

  /** Parts of a template that were left out leave blank lines behind. */
  private static String tidy(String rendered) {
    List<String> lines = rendered.lines().map(String::stripTrailing).toList();
    return BLANK_LINES.matcher(String.join("\n", lines).strip()).replaceAll("\n\n");
  }

  private static SpringTemplateEngine engine(TemplateMode mode, String suffix) {
    ClassLoaderTemplateResolver resolver =
        new ClassLoaderTemplateResolver(MailTexts.class.getClassLoader());
    resolver.setPrefix("mail/");
    resolver.setSuffix(suffix);
    resolver.setTemplateMode(mode);
    resolver.setCharacterEncoding("UTF-8");
    SpringTemplateEngine engine = new SpringTemplateEngine();
    engine.setTemplateResolver(resolver);
    return engine;
  }
}
