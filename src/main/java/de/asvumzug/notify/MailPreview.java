package de.asvumzug.notify;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.unbescape.html.HtmlEscape;

/**
 * A mail with sample data, as its recipients would read it.
 *
 * @param template name of its file without the ending
 * @param recipient {@code schule}, {@code technik}, {@code betreiber} or {@code it-management}
 */
public record MailPreview(
    String template, String recipient, String subject, String text, String html) {
  private static final Pattern PICTURE = Pattern.compile("(?is)<img\\b[^>]*?>");
  private static final Pattern INSTEAD = Pattern.compile("(?is)\\balt\\s*=\\s*\"([^\"]*)\"");
  private static final Pattern BACKGROUND =
      Pattern.compile("(?is)url\\([^)]*\\)|\\bbackground=\"[^\"]*\"");

  /** The same with pictures off, as most programs show it first: their words stand instead. */
  public String withoutPictures() {
    String words =
        PICTURE
            .matcher(html)
            .replaceAll(
                picture -> {
                  Matcher alt = INSTEAD.matcher(picture.group());
                  String shown = alt.find() ? HtmlEscape.unescapeHtml(alt.group(1)) : "";
                  return Matcher.quoteReplacement(
                      "<span>" + HtmlEscape.escapeHtml5Xml(shown) + "</span>");
                });
    return BACKGROUND.matcher(words).replaceAll("");
  }
}
