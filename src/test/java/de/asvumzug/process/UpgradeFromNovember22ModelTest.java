package de.asvumzug.process;

/** Moves of the first models, without fence and comparison of the old server, end in them. */
class UpgradeFromNovember22ModelTest extends UpgradeModelTests {
  UpgradeFromNovember22ModelTest() {
    super("2026-11-22");
  }
}
