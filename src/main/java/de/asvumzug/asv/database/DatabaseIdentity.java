package de.asvumzug.asv.database;

/**
 * Tells a database from any other.
 *
 * @param name PostgreSQL: name; H2: absolute path of the database folder
 * @param system PostgreSQL: identifier of the cluster; H2: SHA-256 of the database file
 * @param oid PostgreSQL: the database's number; H2: 0
 */
public record DatabaseIdentity(String name, String system, long oid) {}
