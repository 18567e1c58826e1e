package de.asvumzug.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The table of docs/security-access.md: what each role is answered at each of our addresses. */
final class AccessTable {
  static final Path FILE = Path.of("docs/security-access.md");

  private AccessTable() {}

  /**
   * Status codes that a role is answered.
   *
   * @param own asked about what is the role's own
   * @param foreign about the same of another move
   * @param never about an id that was never given
   */
  record Answer(int own, int foreign, int never) {

    static Answer parse(String cell) {
      List<Integer> codes =
          Arrays.stream(cell.split("/")).map(String::strip).map(Integer::valueOf).toList();
      return codes.size() == 1
          ? new Answer(codes.get(0), codes.get(0), codes.get(0))
          : new Answer(codes.get(0), codes.get(1), codes.get(2));
    }

    @Override
    public String toString() {
      return own == foreign && own == never ? "" + own : own + "/" + foreign + "/" + never;
    }
  }

  /** By endpoint, e.g. {@code GET /umzuege/{id}}, the answers by role. */
  static Map<String, Map<String, Answer>> read() throws IOException {
    Map<String, Map<String, Answer>> table = new LinkedHashMap<>();
    List<String> roles = List.of();
    for (String line : Files.readAllLines(FILE)) {
      List<String> cells = cells(line);
      if (line.startsWith("| address |")) {
        roles = cells.subList(1, cells.size());
      } else if (line.startsWith("| `")) {
        Map<String, Answer> answers = new LinkedHashMap<>();
        for (int i = 0; i < roles.size(); i++) {
          answers.put(roles.get(i), Answer.parse(cells.get(i + 1)));
        }
        table.put(cells.get(0).replace("`", ""), answers);
      }
    }
    return table;
  }

  private static List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    for (String cell : line.split("\\|")) {
      if (!cell.isBlank()) {
        cells.add(cell.strip());
      }
    }
    return cells;
  }
}
