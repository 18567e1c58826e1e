package de.asvumzug.protocol.seal;

/** Keys that nobody else has. */
public final class SealKeyFixture {

  private SealKeyFixture() {}

  public static SealKey create() {
    return SealKey.create();
  }
}
