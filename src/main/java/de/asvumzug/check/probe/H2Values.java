package de.asvumzug.check.probe;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;

/**
 * How {@link TenantProbe} writes the values of a row down: as tenant-columns.sql does for
 * PostgreSQL; the two must be changed together.
 */
final class H2Values {
  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS");
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSSSSS");
  private static final HexFormat HEX = HexFormat.of();

  /** Where PostgreSQL begins to count. */
  private static final LocalDateTime START = LocalDateTime.of(2000, 1, 1, 0, 0);

  private H2Values() {}

  /** For the server's own hash of a row: the bytes that it hashes; null for no value. */
  static byte[] bytes(ResultSet row, int type, int column) throws SQLException, IOException {
    switch (type) {
      case Types.DATE:
        LocalDate day = row.getObject(column, LocalDate.class);
        return day == null
            ? null
            : four((int) (day.toEpochDay() - START.toLocalDate().toEpochDay()));
      case Types.TIMESTAMP:
        return micros(row.getObject(column, LocalDateTime.class));
      case Types.TIMESTAMP_WITH_TIMEZONE:
        OffsetDateTime moment = row.getObject(column, OffsetDateTime.class);
        return moment == null
            ? null
            : micros(moment.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime());
      case Types.TIME:
        LocalTime time = row.getObject(column, LocalTime.class);
        return time == null ? null : eight(time.toNanoOfDay() / 1000);
      case Types.DOUBLE, Types.FLOAT:
        Double precise = row.getObject(column, Double.class);
        return precise == null ? null : eight(Double.doubleToLongBits(precise + 0.0));
      case Types.REAL:
        Float rough = row.getObject(column, Float.class);
        return rough == null ? null : four(Float.floatToIntBits(rough + 0.0f));
      default:
        String text = content(row, type, column);
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }
  }

  private static byte[] micros(LocalDateTime value) {
    if (value == null) {
      return null;
    }
    long seconds = value.toEpochSecond(ZoneOffset.UTC) - START.toEpochSecond(ZoneOffset.UTC);
    return eight(seconds * 1_000_000 + value.getNano() / 1000);
  }

  private static byte[] four(int value) {
    return ByteBuffer.allocate(4).putInt(value).array();
  }

  private static byte[] eight(long value) {
    return ByteBuffer.allocate(8).putLong(value).array();
  }

  /** What is a text in both ways. */
  private static String content(ResultSet row, int type, int column)
      throws SQLException, IOException {
    return switch (type) {
      case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT -> row.getString(column);
      case Types.NUMERIC, Types.DECIMAL -> decimal(row, column);
      case Types.BOOLEAN, Types.BIT -> string(row.getObject(column, Boolean.class));
      case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB ->
          content(row.getBinaryStream(column));
      case Types.CHAR -> padded(row.getString(column));
      case Types.CLOB -> characters(row.getCharacterStream(column));
      default -> row.getString(column);
    };
  }

  /** For md5: texts with their length before them, no value as "-". */
  static String text(ResultSet row, int type, int column) throws SQLException, IOException {
    String text =
        switch (type) {
          case Types.DATE -> string(row.getObject(column, LocalDate.class));
          case Types.TIMESTAMP -> format(row.getObject(column, LocalDateTime.class));
          case Types.TIMESTAMP_WITH_TIMEZONE -> format(row.getObject(column, OffsetDateTime.class));
          case Types.TIME -> format(row.getObject(column, LocalTime.class));
          case Types.DOUBLE, Types.FLOAT -> bits(row.getObject(column, Double.class));
          case Types.REAL -> bits(row.getObject(column, Float.class));
          case Types.TINYINT,
              Types.SMALLINT,
              Types.INTEGER,
              Types.BIGINT,
              Types.NUMERIC,
              Types.DECIMAL,
              Types.BOOLEAN,
              Types.BIT,
              Types.BINARY,
              Types.VARBINARY,
              Types.LONGVARBINARY,
              Types.BLOB ->
              content(row, type, column);
          default -> counted(content(row, type, column));
        };
    return text == null ? "-" : text;
  }

  /** Older versions of H2 keep fewer places than the column has. */
  private static String decimal(ResultSet row, int column) throws SQLException {
    BigDecimal value = row.getBigDecimal(column);
    if (value == null) {
      return null;
    }
    int scale = row.getMetaData().getScale(column);
    return (scale > value.scale() && scale < 1000 ? value.setScale(scale) : value).toPlainString();
  }

  private static String string(Object value) {
    return value == null ? null : value.toString();
  }

  private static String format(LocalDateTime value) {
    return value == null ? null : TIMESTAMP.format(value);
  }

  private static String format(OffsetDateTime value) {
    return value == null ? null : TIMESTAMP.format(value.withOffsetSameInstant(ZoneOffset.UTC));
  }

  private static String format(LocalTime value) {
    return value == null ? null : TIME.format(value);
  }

  private static String bits(Double value) {
    return value == null ? null : HEX.toHexDigits(Double.doubleToLongBits(value + 0.0));
  }

  private static String bits(Float value) {
    return value == null ? null : HEX.toHexDigits(Float.floatToIntBits(value + 0.0f));
  }

  /** PostgreSQL leaves the padding of a fixed length away. */
  private static String padded(String text) {
    return text == null ? null : text.replaceAll(" +$", "");
  }

  private static String counted(String text) {
    return text == null ? null : text.getBytes(StandardCharsets.UTF_8).length + ":" + text;
  }

  private static String characters(Reader content) throws IOException {
    if (content == null) {
      return null;
    }
    StringBuilder text = new StringBuilder();
    try (Reader in = new BufferedReader(content)) {
      char[] piece = new char[8192];
      for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
        text.append(piece, 0, read);
      }
    }
    return text.toString();
  }

  private static String content(InputStream content) throws IOException {
    if (content == null) {
      return null;
    }
    try (InputStream in = content) {
      return Md5.hex(in);
    }
  }
}
