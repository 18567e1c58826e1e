package de.asvumzug.check.probe;

import de.asvumzug.check.probe.network.CentralSystemProbe;
import de.asvumzug.check.probe.network.ReachabilityProbe;
import de.asvumzug.host.ToolJar;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The probes and what they share, as the jar that goes to a machine. */
public final class ProbeJar {

  /** All that a probe may need there; they use each other and the JDK, nothing else. */
  static final List<Class<?>> CLASSES =
      List.of(
          CentralSystemProbe.class,
          DiskParts.class,
          FingerprintProbe.class,
          H2Database.class,
          H2Probe.class,
          H2Values.class,
          HashSum.class,
          MarkedRow.class,
          Md5.class,
          OutputLines.class,
          ReachabilityProbe.class,
          RowText.class,
          SchoolMarks.class,
          TableMeasurement.class,
          TenantProbe.class,
          TenantRequest.class,
          ValueHash.class);

  private ProbeJar() {}

  /** Packs the classes as this application has loaded them. */
  public static ToolJar pack() throws IOException {
    Map<String, byte[]> files = new HashMap<>();
    for (Class<?> type : CLASSES) {
      for (Class<?> member : type.getNestMembers()) {
        String name = member.getName().replace('.', '/') + ".class";
        try (InputStream in = ProbeJar.class.getResourceAsStream("/" + name)) {
          files.put(name, in.readAllBytes());
        }
      }
    }
    return ToolJar.of("probes", files);
  }
}
