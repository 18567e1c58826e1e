package de.asvumzug.task;

import java.util.Date;

/** What kind of answer a field of a form takes. */
enum AnswerType {
  YES_OR_NO {
    @Override
    void require(String name, Object value) {
      if (!(value instanceof Boolean)) {
        throw new TaskRefused("Die Angabe „" + name + "“ muss Ja oder Nein sein.");
      }
    }
  },

  TEXT {
    @Override
    void require(String name, Object value) {
      requireText(name, value, Completion.SHORT_TEXT);
    }
  },

  POINT_IN_TIME {
    @Override
    void require(String name, Object value) {
      if (!(value instanceof Date)) {
        throw new TaskRefused("Bitte geben Sie Datum und Uhrzeit an (" + name + ").");
      }
    }
  };

  /**
   * @throws TaskRefused if the value, which is not null, is none of this type
   */
  abstract void require(String name, Object value);

  static void requireText(String name, Object value, int longest) {
    if (!(value instanceof String text)) {
      throw new TaskRefused("Das Feld „" + name + "“ muss ein Text sein.");
    }
    if (text.length() > longest) {
      throw new TaskRefused(
          "Das Feld „%s“ ist zu lang (%d Zeichen); höchstens %d sind möglich."
              .formatted(name, text.length(), longest));
    }
    if (!storable(text)) {
      throw new TaskRefused(
          "Das Feld „" + name + "“ enthält Zeichen, die sich nicht speichern lassen.");
    }
  }

  /** Neither the character 0 nor half a character: the database takes none of them. */
  private static boolean storable(String text) {
    return text.codePoints().noneMatch(c -> c == 0 || c >= 0xD800 && c <= 0xDFFF);
  }
}
