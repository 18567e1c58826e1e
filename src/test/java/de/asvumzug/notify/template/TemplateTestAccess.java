package de.asvumzug.notify.template;

/** The templates' beans. */
public final class TemplateTestAccess {
  private TemplateTestAccess() {}

  /**
   * @param directory of the operator's files; empty if there are none
   */
  public static MailTexts texts(String directory) {
    return texts(new Templates(new TemplateSettings(directory)));
  }

  public static MailTexts texts(Templates templates) {
    return new MailTexts(templates);
  }
}
