package de.asvumzug.trail.chain;

import de.asvumzug.trail.book.BookEntry;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * What is hashed of a line or an entry of the book: every column, each with its length in front, so
 * that no text can move from one column into the next unnoticed.
 */
public final class TrailHash {
  /** The hash before the first line. */
  public static final String START = "0".repeat(64);

  /** Part of every hash: another encoding one day must not collide with this one. */
  private static final String FORM_WITHOUT_KEY = "asv-umzug/trail/1";

  private static final String FORM = "asv-umzug/trail/2";
  private static final String BOOK_FORM = "asv-umzug/book/1";

  private TrailHash() {}

  public static String of(StoredRow row) {
    return hex(sha256().digest(bytes(content(row))));
  }

  public static String of(BookEntry entry) {
    return hex(sha256().digest(bytes(content(entry))));
  }

  /** The content, the previous hash and the hash itself. */
  public static byte[] macContent(StoredRow row) {
    return bytes(with(content(row), row.hash()));
  }

  public static byte[] macContent(BookEntry entry) {
    return bytes(with(content(entry), entry.hash()));
  }

  public static String ofText(String text) {
    return ofBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  public static String ofBytes(byte[] bytes) {
    return hex(sha256().digest(bytes));
  }

  private static List<String> content(StoredRow row) {
    List<String> columns =
        new ArrayList<>(
            Arrays.asList(
                row.keyId() == null ? FORM_WITHOUT_KEY : FORM,
                row.migrationId(),
                Long.toString(row.number()),
                row.at().toString(),
                row.kind(),
                row.actor(),
                row.element(),
                row.school(),
                row.machine(),
                row.text(),
                row.details(),
                row.previousHash()));
    if (row.keyId() != null) {
      columns.add(text(row.book()));
      columns.add(row.keyId());
    }
    return columns;
  }

  private static List<String> content(BookEntry entry) {
    return Arrays.asList(
        BOOK_FORM,
        Long.toString(entry.number()),
        entry.at().toString(),
        entry.kind(),
        entry.migrationId(),
        text(entry.rows()),
        entry.lastHash(),
        entry.note(),
        entry.previousHash(),
        entry.keyId());
  }

  private static List<String> with(List<String> content, String hash) {
    List<String> all = new ArrayList<>(content);
    all.add(hash);
    return all;
  }

  private static String text(Long number) {
    return number == null ? null : number.toString();
  }

  private static byte[] bytes(List<String> values) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (String value : values) {
      byte[] bytes = value == null ? new byte[0] : value.getBytes(StandardCharsets.UTF_8);
      all.writeBytes(ByteBuffer.allocate(4).putInt(value == null ? -1 : bytes.length).array());
      all.writeBytes(bytes);
    }
    return all.toByteArray();
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
