package de.asvumzug.host;

import de.asvumzug.host.script.Connection;
import java.io.IOException;

/** Notes whether the machine answers whenever something is asked of it. */
final class NotedConnection implements Connection {
  private final Connection connection;
  private final MachineContacts contacts;

  NotedConnection(Connection connection, MachineContacts contacts) {
    this.connection = connection;
    this.contacts = contacts;
  }

  @Override
  public String machine() {
    return connection.machine();
  }

  @Override
  public Exchange open(String line) throws IOException {
    try {
      Exchange exchange = connection.open(line);
      contacts.answered(machine());
      return exchange;
    } catch (IOException | OperationFailed e) {
      contacts.failed(machine());
      throw e;
    }
  }

  @Override
  public boolean answers() {
    boolean answers = connection.answers();
    if (answers) {
      contacts.answered(machine());
    } else {
      contacts.failed(machine());
    }
    return answers;
  }

  @Override
  public boolean hasRoom() {
    return connection.hasRoom();
  }

  @Override
  public void close() {
    connection.close();
  }
}
