package de.asvumzug.notify.address;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The table {@code umzug.address_check}: links by which recipients confirm that a mail has reached
 * them. A link is made in the moment in which its mail is sent, so that it is stored nowhere; in
 * the outbox stands {@link #PLACEHOLDER} instead. Each try to send a mail makes one more, and all
 * of them count.
 */
@Component
public class AddressChecks {
  /** What the links begin with, behind the application's own address. */
  public static final String PATH = "/adresse/";

  /** No link: nobody can have it, as it is no token. */
  public static final String PLACEHOLDER = PATH + "wird.beim.Versand.eingesetzt";

  private static final int BYTES = 32;
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{43}");

  private final JdbcClient jdbc;
  private final SecureRandom random = new SecureRandom();

  public AddressChecks(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * An address that was asked.
   *
   * @param confirmedAt null if nobody has confirmed by this link
   */
  public record Check(String migrationId, String address, Instant confirmedAt) {}

  /** The path of a new link. */
  public String link(String migrationId, String address, Instant now) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    jdbc.sql(
            """
            insert into umzug.address_check (token_sha256, migration_id, address, asked_at)
            values (:sha256, :id, :address, :at)""")
        .param("sha256", sha256(token))
        .param("id", migrationId)
        .param("address", lower(address))
        .param("at", now.atOffset(ZoneOffset.UTC))
        .update();
    return PATH + token;
  }

  /** Empty if there is no such link, or no more. */
  public Optional<Check> find(String token) {
    if (!TOKEN.matcher(token).matches()) {
      return Optional.empty();
    }
    return jdbc.sql(
            """
            select migration_id, address, confirmed_at from umzug.address_check
             where token_sha256 = :sha256""")
        .param("sha256", sha256(token))
        .query(
            (row, index) ->
                new Check(
                    row.getString("migration_id"),
                    row.getString("address"),
                    instant(row.getObject("confirmed_at", OffsetDateTime.class))))
        .optional();
  }

  /** Whether this is the first time. */
  boolean confirm(String token, Instant now) {
    return jdbc.sql(
                """
                update umzug.address_check set confirmed_at = :at
                 where token_sha256 = :sha256 and confirmed_at is null""")
            .param("sha256", sha256(token))
            .param("at", now.atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }

  /** Of every address of a move that was asked or refused; addresses in lower case. */
  public Map<String, AddressState> states(String migrationId) {
    Map<String, AddressState> states = new HashMap<>();
    jdbc.sql(
            """
            select address, min(asked_at) as asked, max(confirmed_at) as confirmed,
                   null::timestamptz as refused
              from umzug.address_check where migration_id = :id group by address
            union all
            select lower(recipient), null, max(sent_at) filter (where refused_at is null),
                   max(refused_at)
              from umzug.mail where migration_id = :id group by lower(recipient)
            having max(refused_at) is not null""")
        .param("id", migrationId)
        .query(
            row -> {
              Instant refused = instant(row.getObject("refused", OffsetDateTime.class));
              Instant confirmed = instant(row.getObject("confirmed", OffsetDateTime.class));
              Instant asked = instant(row.getObject("asked", OffsetDateTime.class));
              states.merge(
                  row.getString("address"),
                  state(asked, confirmed, refused),
                  AddressChecks::telling);
            });
    return states;
  }

  /**
   * @param good of a refusal: when a later mail was taken
   */
  private static AddressState state(Instant asked, Instant good, Instant refused) {
    if (refused != null) {
      return good != null && good.isAfter(refused)
          ? AddressState.UNKNOWN
          : new AddressState(AddressState.Kind.REFUSED, refused);
    }
    return good != null
        ? new AddressState(AddressState.Kind.CONFIRMED, good)
        : new AddressState(AddressState.Kind.UNCONFIRMED, asked);
  }

  /** A refusal counts unless somebody has confirmed after it. */
  private static AddressState telling(AddressState one, AddressState other) {
    boolean first = one.kind().compareTo(other.kind()) >= 0;
    AddressState higher = first ? one : other;
    AddressState lower = first ? other : one;
    boolean healed =
        higher.kind() == AddressState.Kind.REFUSED
            && lower.kind() == AddressState.Kind.CONFIRMED
            && lower.at().isAfter(higher.at());
    return healed ? lower : higher;
  }

  void delete(String migrationId) {
    jdbc.sql("delete from umzug.address_check where migration_id = :id")
        .param("id", migrationId)
        .update();
  }

  public static String lower(String address) {
    return address.strip().toLowerCase(Locale.ROOT);
  }

  private static Instant instant(OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }

  private static String sha256(String token) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(token.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
