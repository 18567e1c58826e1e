package de.asvumzug.process;

/** Moves of the models without a gateway for the variant and without overruling end in them. */
class UpgradeFromNovember26ModelTest extends UpgradeModelTests {
  UpgradeFromNovember26ModelTest() {
    super("2026-11-26");
  }
}
