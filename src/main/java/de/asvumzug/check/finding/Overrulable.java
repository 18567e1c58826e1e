package de.asvumzug.check.finding;

/**
 * That a blocking finding may be overruled, and what it says when it is: an overruling holds in a
 * later check as long as the finding says the same and is not worse.
 *
 * @param says what must stay the same; figures that change from one look to the next are left out
 * @param degree how bad it is, by the check's own measure; zero where there is no figure
 */
public record Overrulable(String says, int degree) {

  /** A share of what is wanted that is missing, rounded up to the next tenth: 0 to 10. */
  public static int missingTenths(long there, long wanted) {
    if (there >= wanted || wanted <= 0) {
      return 0;
    }
    return (int) Math.ceil(10.0 * (wanted - Math.max(0, there)) / wanted);
  }
}
