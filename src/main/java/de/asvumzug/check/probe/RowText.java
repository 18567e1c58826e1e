package de.asvumzug.check.probe;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.HexFormat;

/**
 * How {@link FingerprintProbe} writes a row down. The text of a value is made here and not by the
 * driver, so that another version of it, or another database, gives the same text: null "-", else
 * length ":" text, columns in their order.
 */
final class RowText {
  private final ResultSet row;
  private final int[] types;
  private final MessageDigest digest = Md5.digest();

  RowText(ResultSet row) throws SQLException {
    this.row = row;
    ResultSetMetaData data = row.getMetaData();
    this.types = new int[data.getColumnCount()];
    for (int i = 0; i < types.length; i++) {
      types[i] = data.getColumnType(i + 1);
    }
  }

  /** Of the row that the result stands on. */
  byte[] hash() throws SQLException, IOException {
    for (int i = 0; i < types.length; i++) {
      digest.update(counted(text(i + 1, types[i])).getBytes(StandardCharsets.UTF_8));
    }
    return digest.digest();
  }

  private static String counted(String text) {
    return text == null ? "-" : text.length() + ":" + text;
  }

  private String text(int column, int type) throws SQLException, IOException {
    return switch (type) {
      case Types.TIMESTAMP_WITH_TIMEZONE -> {
        OffsetDateTime moment = row.getObject(column, OffsetDateTime.class);
        yield moment == null ? null : moment.toInstant().toString();
      }
      case Types.TIMESTAMP -> text(row.getObject(column, LocalDateTime.class));
      case Types.DATE -> text(row.getObject(column, LocalDate.class));
      case Types.TIME -> text(row.getObject(column, LocalTime.class));
      default -> text(row.getObject(column));
    };
  }

  private static String text(Object value) throws SQLException, IOException {
    if (value == null) {
      return null;
    }
    if (value instanceof BigDecimal number) {
      return number.toPlainString();
    }
    if (value instanceof byte[] bytes) {
      return HexFormat.of().formatHex(bytes);
    }
    if (value instanceof Blob blob) {
      return content(blob);
    }
    if (value instanceof Clob clob) {
      return content(clob);
    }
    if (value instanceof Array array) {
      return elements((Object[]) array.getArray());
    }
    if (value instanceof Object[] elements) {
      return elements(elements);
    }
    return value.toString();
  }

  private static String elements(Object[] elements) throws SQLException, IOException {
    StringBuilder text = new StringBuilder("[");
    for (Object element : elements) {
      text.append(counted(text(element)));
    }
    return text.append(']').toString();
  }

  private static String content(Blob blob) throws SQLException, IOException {
    try (InputStream in = blob.getBinaryStream()) {
      return blob.length() + ":" + Md5.hex(in);
    }
  }

  private static String content(Clob clob) throws SQLException, IOException {
    try (Reader in = new BufferedReader(clob.getCharacterStream())) {
      return clob.length() + ":" + Md5.hex(in);
    }
  }
}
