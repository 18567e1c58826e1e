package de.asvumzug.demo;

import de.asvumzug.lab.LabOptions;
import java.util.Arrays;
import java.util.List;

/**
 * What the demo was asked for.
 *
 * @param unattended play all people's tasks, then end
 * @param route which move
 * @param springArguments everything else, handed to the application
 */
record DemoOptions(boolean unattended, Route route, List<String> springArguments) {

  /** The moves that the demo knows. */
  enum Route {
    FULL_ENTERPRISE("full-enterprise"),
    FULL_SCHOOL("full-school"),
    SCHOOL_TO_ENTERPRISE("school-to-enterprise"),
    ENTERPRISE_TO_SCHOOL("enterprise-to-school"),
    TENANT_OUT("tenant-out"),
    TENANT_IN("tenant-in");

    private final String word;

    Route(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }

    LabOptions ground() {
      return LabOptions.route(word);
    }

    static Route of(String word) {
      return Arrays.stream(values())
          .filter(route -> route.word.equals(word))
          .findFirst()
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "--demo.route="
                          + word
                          + " gibt es nicht. Möglich sind: "
                          + String.join(", ", Arrays.stream(values()).map(Route::word).toList())));
    }
  }

  /** The port that links in mails must name; empty if the default or any free one is taken. */
  java.util.Optional<String> fixedPort() {
    return springArguments.stream()
        .filter(argument -> argument.startsWith("--server.port="))
        .map(argument -> argument.substring("--server.port=".length()))
        .filter(port -> !port.equals("0"))
        .findFirst();
  }

  static DemoOptions parse(String[] arguments) {
    boolean unattended = false;
    Route route = Route.FULL_ENTERPRISE;
    List<String> rest = new java.util.ArrayList<>();
    for (String argument : arguments) {
      if (argument.startsWith("--demo.unattended")) {
        unattended = !argument.endsWith("=false");
      } else if (argument.startsWith("--demo.route=")) {
        route = Route.of(argument.substring("--demo.route=".length()));
      } else if (argument.startsWith("--demo.")) {
        throw new IllegalArgumentException(
            argument
                + " kennt die Vorführung nicht. Möglich sind --demo.unattended und --demo.route");
      } else {
        rest.add(argument);
      }
    }
    return new DemoOptions(unattended, route, List.copyOf(rest));
  }
}
