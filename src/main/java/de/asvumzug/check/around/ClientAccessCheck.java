package de.asvumzug.check.around;

import de.asvumzug.asv.client.ClientSettings;
import de.asvumzug.check.JavaTool;
import de.asvumzug.check.finding.Finding;
import de.asvumzug.check.finding.Findings;
import de.asvumzug.check.probe.network.ReachabilityProbe;
import de.asvumzug.host.CommandResult;
import de.asvumzug.host.Host;
import de.asvumzug.host.Machines;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.plan.Client;
import de.asvumzug.plan.Installation;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.release.Release;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Whether clients really get through to the new server under its planned address: a firewall may
 * keep the port shut (trap 22), and a reverse proxy or load balancer in front may still speak HTTP
 * although ASV speaks nothing but HTTPS from 2.20 on (trap 8; docs/domain.md §2). Seen from this
 * application and from every client's machine that can be reached; nothing is changed anywhere.
 */
@Component
public class ClientAccessCheck {
  private static final String TITLE = "Erreichbarkeit";

  private final ClientSettings settings;
  private final Machines machines;

  public ClientAccessCheck(ClientSettings settings, Machines machines) {
    this.settings = settings;
    this.machines = machines;
  }

  /**
   * Connects from everywhere. If at least one client's machine could look, what this application
   * sees is a warning only: it may be in a network that clients are not in.
   */
  public Findings check(Migration migration) throws InterruptedException {
    Installation target = migration.target();
    boolean https = target.version().compareTo(Release.parse(settings.httpsSince())) >= 0;
    List<Finding> clients = new ArrayList<>();
    boolean seenByClient = false;
    for (Client client : migration.clients()) {
      String title = TITLE + " vom Client „" + client.name() + "“";
      String answer = fromClient(client, target, https);
      seenByClient |= !answer.startsWith("UNKNOWN");
      clients.add(judge(title, answer, target, https, true));
    }
    List<Finding> findings = new ArrayList<>();
    findings.add(
        judge(
            TITLE + " von diesem Rechner",
            ReachabilityProbe.look(target.address(), target.clientPort()),
            target,
            https,
            !seenByClient));
    findings.addAll(clients);
    return new Findings(findings, Instant.now());
  }

  private String fromClient(Client client, Installation target, boolean https)
      throws InterruptedException {
    if (client.machine() == null) {
      return "UNKNOWN der Rechner ist von hier aus nicht erreichbar";
    }
    try {
      Host host = machines.host(client.machine());
      JavaTool tool = new JavaTool(ReachabilityProbe.class);
      if (client.directory() != null && tool.runsOn(host, client.directory())) {
        return look(host, tool, client.directory(), target);
      }
      if (!host.reaches(target.address(), target.clientPort())) {
        return "CLOSED";
      }
      return https ? "UNKNOWN Verbindung möglich, HTTPS nicht prüfbar" : "OPEN";
    } catch (IOException | OperationFailed e) {
      return "UNKNOWN " + e.getMessage();
    }
  }

  private static String look(Host host, JavaTool tool, String directory, Installation target)
      throws IOException, InterruptedException {
    CommandResult result =
        host.run(
            tool.command(
                host,
                directory,
                List.of(),
                List.of(target.address(), Integer.toString(target.clientPort()))));
    return result.succeeded()
        ? result.output().strip()
        : "UNKNOWN die Prüfung endete mit Rückgabewert " + result.exitCode();
  }

  private static Finding judge(
      String title, String answer, Installation target, boolean https, boolean blocks) {
    String word = answer.split(" ", 2)[0];
    String place = target.address() + ":" + target.clientPort();
    String limit = place + " antwortet" + (https ? " mit HTTPS" : "");
    return switch (word) {
      case "TLS" -> Finding.ok(title, place + " antwortet mit HTTPS", limit);
      case "HTTP", "OPEN" ->
          https
              ? bad(
                  blocks,
                  title,
                  word.equals("HTTP")
                      ? place + " antwortet mit HTTP ohne Verschlüsselung"
                      : place + " nimmt Verbindungen an, spricht aber kein HTTPS",
                  limit,
                  """
                  Ab Version 2.20 spricht ASV nur noch HTTPS. \
                  Steht ein Reverse-Proxy oder Lastverteiler davor? Bitte dort Port %s auf \
                  HTTPS umstellen oder ungeändert durchreichen; sonst prüfen, welches Programm \
                  auf diesem Port antwortet."""
                      .formatted(target.clientPort()))
              : Finding.ok(title, place + " antwortet", limit);
      case "NAME" ->
          bad(
              blocks,
              title,
              "Name nicht auflösbar: " + target.address(),
              limit,
              "Bitte den Namen des neuen Servers in der Namensauflösung (DNS) eintragen.");
      case "UNKNOWN" ->
          Finding.warning(
              title,
              "nicht prüfbar: " + answer.substring(word.length()).strip(),
              limit,
              "Bitte an diesem Client eine Anmeldung versuchen.");
      default ->
          bad(
              blocks,
              title,
              place + " nicht erreichbar",
              limit,
              """
              Bitte in der Firewall TCP %s zwischen den Clients und dem neuen Server in beiden \
              Richtungen freigeben und prüfen, ob der Server auf dieser Adresse lauscht."""
                  .formatted(target.clientPort()));
    };
  }

  private static Finding bad(
      boolean blocks, String title, String reading, String limit, String advice) {
    return blocks
        ? Finding.blocking(title, reading, limit, advice)
        : Finding.warning(title, reading, limit, advice);
  }
}
