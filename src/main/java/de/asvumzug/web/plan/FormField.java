package de.asvumzug.web.plan;

import java.util.List;

/**
 * One field of the form for a new move.
 *
 * @param path the field's path in a plan, e.g. {@code source.database.port}; within a row of a list
 *     without the row's number, e.g. {@code schools[].name}
 * @param label German, what people read beside it
 * @param hint German, what to write; may be empty
 * @param fallback what is meant by an empty field, shown in it as an example; may be empty
 */
record FormField(String path, Kind kind, String label, String hint, String fallback) {

  /** How a field is asked for and what it is in a plan. */
  enum Kind {
    TEXT,
    NUMBER,
    FLAG,
    CHOICE,
    MACHINE,
    TIME
  }

  /** One possibility of a {@link Kind#CHOICE}. */
  record Choice(String value, String label) {}

  /** In the order in which they are offered; empty for any other kind. */
  List<Choice> choices() {
    return kind == Kind.CHOICE ? Choices.of(path) : List.of();
  }

  /** The last part of the path. */
  String name() {
    return path.substring(path.lastIndexOf('.') + 1);
  }

  /** Whether it belongs to a row of a list. */
  boolean repeated() {
    return path.contains("[]");
  }

  /** The path with the number of a row filled in. */
  String in(int row) {
    return path.replace("[]", "[" + row + "]");
  }
}
