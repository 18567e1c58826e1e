package de.asvumzug.check.database;

import com.fasterxml.jackson.databind.ObjectMapper;
import de.asvumzug.asv.database.Postgres;
import de.asvumzug.host.CommandResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The sort orders (collations) of a database: which are in use, and how they sort. */
final class SortOrders {
  private static final String DEFAULT = "default";

  private final QuietSession session;
  private final String database;

  SortOrders(QuietSession session, String database) {
    this.session = session;
    this.database = database;
  }

  /**
   * A sort order that something in the database is sorted by.
   *
   * @param shipped whether it came with PostgreSQL: a dump contains its name only
   * @param provider {@code c} operating system, {@code i} ICU, {@code d} the database's own
   * @param locale what the provider knows it by
   * @param users what is sorted by it: names of the first three
   * @param number how many things are sorted by it
   * @param ranged tables whose partitions it separates
   */
  record InUse(
      String schema,
      String name,
      boolean shipped,
      String provider,
      String locale,
      String users,
      long number,
      String ranged) {

    boolean ofDatabase() {
      return shipped && name.equals(DEFAULT);
    }

    String text() {
      if (ofDatabase()) {
        return "Sortierung der Datenbank";
      }
      return schema + "." + name + " (" + users + (number > 3 ? ", …" : "") + ")";
    }
  }

  /**
   * How a server sorts by one.
   *
   * @param version of the provider; empty if unknown
   */
  record Sorted(String version, String hash) {}

  /** The database's own is always among them. */
  List<InUse> inUse() throws IOException, InterruptedException {
    List<InUse> found = new ArrayList<>();
    for (Map<String, String> row :
        session.rows(database, QuietSession.resource("collations.sql"), Map.of())) {
      found.add(
          new InUse(
              row.get("schema"),
              row.get("name"),
              row.get("shipped").equals("t"),
              row.get("provider"),
              row.get("locale"),
              row.get("users"),
              Long.parseLong(row.get("number")),
              row.get("ranged")));
    }
    if (found.stream().noneMatch(InUse::ofDatabase)) {
      found.add(new InUse("pg_catalog", DEFAULT, true, "d", "", "", 0, ""));
    }
    return found;
  }

  /** In the order of the wanted ones; empty where the server does not have it. */
  List<Optional<Sorted>> sorted(List<InUse> wanted) throws IOException, InterruptedException {
    List<Map<String, Object>> numbered = new ArrayList<>();
    for (InUse each : wanted) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("number", numbered.size());
      entry.put("schema", each.schema());
      entry.put("name", each.name());
      entry.put("shipped", each.shipped());
      entry.put("provider", each.provider());
      entry.put("locale", each.locale());
      numbered.add(entry);
    }
    CommandResult result =
        session.run(
            database,
            QuietSession.resource("sort-orders.sql"),
            Map.of("wanted", new ObjectMapper().writeValueAsString(numbered)));
    Map<String, Sorted> answers = new LinkedHashMap<>();
    for (Map<String, String> row : Postgres.rows(result.output())) {
      answers.put(row.get("number"), new Sorted(row.get("version"), row.get("hash")));
    }
    if (answers.isEmpty()) {
      throw new IOException("psql: " + result.errors().strip());
    }
    List<Optional<Sorted>> sorted = new ArrayList<>();
    for (int n = 0; n < wanted.size(); n++) {
      sorted.add(Optional.ofNullable(answers.get(Integer.toString(n))));
    }
    return sorted;
  }
}
