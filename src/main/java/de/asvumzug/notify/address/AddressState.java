package de.asvumzug.notify.address;

import java.time.Instant;

/**
 * What is known of an address in a move.
 *
 * @param at since when; null for one that nobody has asked yet
 */
public record AddressState(Kind kind, Instant at) {
  public static final AddressState UNKNOWN = new AddressState(Kind.UNKNOWN, null);

  /** In the order in which one counts for more. */
  public enum Kind {
    /** Nothing was sent there yet. */
    UNKNOWN,
    /** A mail that asks for it was sent; nobody has confirmed. */
    UNCONFIRMED,
    /** Whoever reads there has said so. */
    CONFIRMED,
    /** The mail server has refused a mail since, or has sent it back. */
    REFUSED
  }
}
