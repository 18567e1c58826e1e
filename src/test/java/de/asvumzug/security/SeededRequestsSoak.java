package de.asvumzug.security;

/** The same with ten thousand requests. */
class SeededRequestsSoak extends SeededRequestsIT {

  @Override
  int requests() {
    return Integer.getInteger("asv.requests", 10_000);
  }
}
