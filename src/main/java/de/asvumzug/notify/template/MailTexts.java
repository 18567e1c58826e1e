package de.asvumzug.notify.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import org.thymeleaf.context.Context;

/**
 * Renders mails with Thymeleaf engines of its own; the pages' engine stays as it is.
 *
 * <p>The plain text is the source of both alternatives: the HTML one is the same text in a frame,
 * so the two can never say different things. In the text, blank lines part paragraphs; a paragraph
 * of "name: value" lines becomes a table, one of "- " lines a list, a line with our own address a
 * link.
 */
@Component
public final class MailTexts {
  /** Both alternatives of a mail. */
  public record Body(String text, String html) {}

  private static final Pattern BLANK_LINES = Pattern.compile("\\n{2,}");

  /** Not a sentence that quotes what somebody typed with a colon in it. */
  private static final Pattern FACT = Pattern.compile("\\p{Lu}[^:„“]{1,29}: +\\S.*");

  private final Templates templates;

  MailTexts(Templates templates) {
    this.templates = templates;
  }

  /**
   * @param template name of the mail's file without its ending
   */
  public Body render(String template, String subject, Map<String, Object> facts) {
    Context context = new Context(Locale.GERMANY, facts);
    NeededFacts needed = NeededFacts.of(template, facts);
    String body =
        templates.text(template, context, needed, MailTexts::tidy)
            + "\n\n"
            + templates.text("footer", context, NeededFacts.of("footer", facts), MailTexts::tidy)
            + "\n";
    Context frame = new Context(Locale.GERMANY);
    frame.setVariable("subject", subject);
    frame.setVariable("blocks", blocks(body));
    // Only our own address becomes a link: what somebody typed leads nobody anywhere.
    frame.setVariable("own", String.valueOf(facts.get("baseUrl")));
    return new Body(body, templates.html("frame", frame, needed));
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
}
