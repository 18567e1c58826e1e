package de.asvumzug.trail;

import de.asvumzug.trail.chain.StoredRow;
import de.asvumzug.trail.chain.TrailRow;
import de.asvumzug.trail.words.TrailWordsRepository;
import de.asvumzug.trail.words.WordsReading;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Reads trails of any length, a page at a time: what has been handed on is not kept. Lines are only
 * ever added, so that pages fit together without a transaction around them.
 */
@Component
public final class TrailStream {
  private static final int PAGE = 500;

  private final AuditTrailRepository table;
  private final TrailWordsRepository words;
  private final CanonicalJson json;
  private final int page;

  @Autowired
  TrailStream(AuditTrailRepository table, TrailWordsRepository words, CanonicalJson json) {
    this(table, words, json, PAGE);
  }

  /**
   * @param page how many lines are in memory at most
   */
  TrailStream(
      AuditTrailRepository table, TrailWordsRepository words, CanonicalJson json, int page) {
    this.table = table;
    this.words = words;
    this.json = json;
    this.page = page;
  }

  /** Who gets the lines, one after another. */
  @FunctionalInterface
  public interface Receiver {
    void line(String migrationId, TrailRow row) throws IOException;
  }

  /**
   * Hands on all lines that fit, by move and number.
   *
   * @param migrationId null for the trails of all moves
   * @return how many
   */
  public long each(String migrationId, TrailSelection selection, Receiver receiver)
      throws IOException {
    long lines = 0;
    String move = "";
    long number = 0;
    List<StoredRow> rows;
    do {
      rows = table.next(migrationId, selection, move, number, page);
      for (List<StoredRow> ofOneMove : byMove(rows)) {
        handOn(ofOneMove, receiver);
      }
      lines += rows.size();
      if (!rows.isEmpty()) {
        StoredRow last = rows.get(rows.size() - 1);
        move = last.migrationId();
        number = last.number();
      }
    } while (rows.size() == page);
    return lines;
  }

  private static List<List<StoredRow>> byMove(List<StoredRow> rows) {
    List<List<StoredRow>> moves = new ArrayList<>();
    String current = null;
    for (StoredRow row : rows) {
      if (!row.migrationId().equals(current)) {
        current = row.migrationId();
        moves.add(new ArrayList<>());
      }
      moves.get(moves.size() - 1).add(row);
    }
    return moves;
  }

  private void handOn(List<StoredRow> rows, Receiver receiver) throws IOException {
    String move = rows.get(0).migrationId();
    WordsReading reading =
        WordsReading.of(
            words.between(move, rows.get(0).number(), rows.get(rows.size() - 1).number()));
    for (StoredRow row : rows) {
      receiver.line(
          move,
          new TrailRow(
              row.number(),
              row.at(),
              TrailKind.valueOf(row.kind()),
              row.actor(),
              row.element(),
              row.school(),
              row.machine(),
              row.text(),
              reading.details(row, json),
              row.previousHash(),
              row.hash()));
    }
  }
}
