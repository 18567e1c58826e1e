package de.asvumzug.plan;

/**
 * The PostgreSQL database of an Enterprise installation, as seen from the machine that ASV runs on.
 *
 * @param host usually localhost: port 5432 is normally not open to the network (docs/domain.md §2)
 * @param port usually 5432
 * @param name database name, {@code asv} unless told otherwise
 * @param owner role that owns the database
 * @param administrator role that may create databases, usually {@code postgres}
 * @param passwordSecret name of the secret that holds the administrator's password; null where none
 *     is needed
 * @param version major version of the server, e.g. 15
 */
public record Database(
    String host,
    int port,
    String name,
    String owner,
    String administrator,
    String passwordSecret,
    int version) {}
