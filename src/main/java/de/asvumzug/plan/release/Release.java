package de.asvumzug.plan.release;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An ASV version such as {@code 2.14.12}: release (first two numbers) and build.
 *
 * <p>Source of the scheme: doku.asv.bayern.de/alle/technik/backup/versionswechsel.
 *
 * @param major first number
 * @param minor second number; major and minor together name the release
 * @param build third number, counted within the release
 */
public record Release(int major, int minor, int build) implements Comparable<Release> {
  private static final Pattern FORM = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,6})");

  /**
   * @throws IllegalArgumentException with a German message if the text is no ASV version
   */
  @JsonCreator
  public static Release parse(String text) {
    Matcher matcher = FORM.matcher(text == null ? "" : text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "keine ASV-Version; erwartet wird zum Beispiel 2.14.12 (Release und Build)");
    }
    return new Release(
        Integer.parseInt(matcher.group(1)),
        Integer.parseInt(matcher.group(2)),
        Integer.parseInt(matcher.group(3)));
  }

  /** The release without the build, e.g. {@code 2.14}. */
  public String name() {
    return major + "." + minor;
  }

  public boolean sameRelease(Release other) {
    return major == other.major && minor == other.minor;
  }

  @Override
  public int compareTo(Release other) {
    int byMajor = Integer.compare(major, other.major);
    int byMinor = Integer.compare(minor, other.minor);
    return byMajor != 0 ? byMajor : byMinor != 0 ? byMinor : Integer.compare(build, other.build);
  }

  @Override
  @JsonValue
  public String toString() {
    return major + "." + minor + "." + build;
  }
}
