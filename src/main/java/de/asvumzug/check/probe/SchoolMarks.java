package de.asvumzug.check.probe;

import java.util.Arrays;
import java.util.List;

/**
 * Says to which schools a row belongs: a digit for each, and one for all others. Equal texts are
 * one object, for there is one for each row of a school.
 */
final class SchoolMarks {
  private final List<String> schools;

  SchoolMarks(List<String> schools) {
    this.schools = schools;
  }

  /** Where a school's digit is; for a school that is not asked for, the last place. */
  int place(String school) {
    int place = schools.indexOf(school);
    return place < 0 ? schools.size() : place;
  }

  String nobodys() {
    return of(-1);
  }

  /** One 1 among zeros. */
  String of(int place) {
    char[] marks = new char[schools.size() + 1];
    Arrays.fill(marks, '0');
    if (place >= 0) {
      marks[place] = '1';
    }
    return new String(marks).intern();
  }

  String both(String one, String other) {
    char[] marks = one.toCharArray();
    for (int i = 0; i < marks.length; i++) {
      marks[i] = other.charAt(i) == '1' ? '1' : marks[i];
    }
    return new String(marks).intern();
  }
}
