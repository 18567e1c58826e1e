package de.asvumzug.backup.clone;

/**
 * The empty database that a person fills with the ministry's clone tool; evidence {@code
 * clone-place}. Holds no password: owner and administrator are known to whoever runs the tool.
 *
 * @param machine from which the PostgreSQL server is reached
 * @param host PostgreSQL server, as seen from that machine
 * @param port its port
 * @param database the empty database
 * @param owner role that owns it and is to own everything in it
 * @param sourceFile H2 file on that machine for the tool to read: the verified, transferred copy,
 *     which the tool may change; the old server's own file stays untouched
 */
public record ClonePlace(
    String machine, String host, int port, String database, String owner, String sourceFile) {
  public static final String EVIDENCE = "clone-place";
}
