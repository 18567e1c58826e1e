package de.asvumzug.trail.words;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Walks the details of a line, however deep its maps and lists are. */
final class DetailValues {
  private DetailValues() {}

  /** A copy with each value replaced; a map is offered as a whole before what it holds. */
  static Map<String, Object> replaced(Map<String, ?> details, UnaryOperator<Object> change) {
    Map<String, Object> copy = new TreeMap<>();
    details.forEach((key, value) -> copy.put(key, value(value, change)));
    return copy;
  }

  private static Object value(Object value, UnaryOperator<Object> change) {
    Object changed = change.apply(value);
    if (changed != value) {
      return changed;
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> copy = new TreeMap<>();
      map.forEach((key, inner) -> copy.put(String.valueOf(key), value(inner, change)));
      return copy;
    }
    if (value instanceof Collection<?> values) {
      List<Object> copy = new ArrayList<>();
      values.forEach(inner -> copy.add(value(inner, change)));
      return copy;
    }
    return value;
  }
}
