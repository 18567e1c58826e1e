package de.asvumzug.delegate;

import de.asvumzug.check.guard.MachineAnswers;
import de.asvumzug.check.guard.OutOfUse;
import de.asvumzug.check.guard.PortProbe;
import java.time.Instant;

/** What tests need about machines that are out of use. */
final class OutOfUseFixture {
  /** Really asks machines and ports; says nothing as long as nobody has stated anything. */
  static final TargetOutOfUse NOBODY_STATED =
      new TargetOutOfUse(new MachineAnswers(new PortProbe()));

  private OutOfUseFixture() {}

  static OutOfUse stated(String machine) {
    return new OutOfUse(
        machine,
        OutOfUse.How.POWER,
        "technik",
        "betreiber",
        Instant.parse("2026-11-27T09:00:00Z"),
        null);
  }
}
