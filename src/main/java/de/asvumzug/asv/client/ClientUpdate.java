package de.asvumzug.asv.client;

import java.util.List;

/**
 * What became of one client whose server has a new address.
 *
 * @param name what people call the client
 * @param done whether its local configuration names the new address
 * @param reason German; why it is still to be done, null if done
 * @param fragment the lines that belong into the client's local configuration
 */
public record ClientUpdate(String name, boolean done, String reason, String fragment) {

  /** All clients of a move. */
  public record All(List<ClientUpdate> clients) {
    /** Name of the evidence. */
    public static final String EVIDENCE = "clients";

    public All {
      clients = List.copyOf(clients);
    }

    public long open() {
      return clients.stream().filter(client -> !client.done()).count();
    }
  }
}
