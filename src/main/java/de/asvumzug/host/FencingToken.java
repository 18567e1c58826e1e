package de.asvumzug.host;

/**
 * A number that rises with every start of a server in one move. A machine that has seen a higher
 * one takes no command with a lower one any more: whoever was held up on the way, for however long,
 * starts nothing beside a server that was proven stopped since.
 *
 * @param name what the numbers belong to, safe as a file name: a move's id
 * @param number from the database, never given out twice
 */
public record FencingToken(String name, long number) {
  public FencingToken {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}")) {
      throw new IllegalArgumentException("not a name for a fencing token: " + name);
    }
  }
}
