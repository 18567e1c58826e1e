package de.asvumzug.trail;

/**
 * The audit trail (rule I6): append only, hash-chained per move, written in the running transaction
 * so that the act and its line are there together or not at all.
 */
public interface AuditTrail {

  /** Appends a line in the running transaction, or in one of its own if there is none. */
  void append(AuditEvent line);
}
