package de.asvumzug.plan;

import java.util.List;

/**
 * The plan of one move, as accepted. Immutable; a new window makes a new revision of it.
 *
 * @param id business key, e.g. {@code U-2026-0001}
 * @param title what people call this move
 * @param scope all schools of the source, or only the listed ones
 * @param schools all schools concerned; for scope ALL all schools of the source
 */
public record Migration(
    String id,
    String title,
    Scope scope,
    Installation source,
    Installation target,
    List<School> schools,
    Window window,
    Packages packages,
    List<Client> clients,
    Options options,
    Contacts contacts) {

  public Migration {
    schools = List.copyOf(schools);
    clients = List.copyOf(clients);
  }

  public Installation installation(Side side) {
    return side == Side.SOURCE ? source : target;
  }

  /** Whether clients must learn a new address (guide, "Clientumgebung"). */
  public boolean addressChanges() {
    return !source.address().equals(target.address()) || source.clientPort() != target.clientPort();
  }

  public Migration withWindow(Window moved) {
    return new Migration(
        id, title, scope, source, target, schools, moved, packages, clients, options, contacts);
  }
}
