package de.asvumzug.backup.remains;

import de.asvumzug.backup.remains.Remains.Clearing;
import de.asvumzug.backup.remains.Remains.Remain;
import de.asvumzug.host.Host;
import de.asvumzug.host.OperationFailed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What was found on one machine. */
final class Finds {
  private final List<Remain> things = new ArrayList<>();
  private final String machine;

  Finds(String machine) {
    this.machine = machine;
  }

  /** A look at one kind of things. */
  @FunctionalInterface
  interface Look {
    void take() throws IOException, InterruptedException;
  }

  List<Remain> things() {
    return things;
  }

  void add(String what, String about, Clearing clearing) {
    things.add(new Remain(machine, what, about, clearing));
  }

  void unseen(String what, String why) {
    add(what, "nicht nachgesehen: " + why, Clearing.BY_HAND);
  }

  void addIfThere(Host host, String path, String about, Clearing clearing) throws IOException {
    if (host.files().stat(path).isPresent()) {
      add(path, about, clearing);
    }
  }

  /** One thing that cannot be read must not hide the others. */
  void carefully(String what, Look look) throws InterruptedException {
    try {
      look.take();
    } catch (IOException | OperationFailed e) {
      unseen(what, String.valueOf(e.getMessage()));
    }
  }
}
