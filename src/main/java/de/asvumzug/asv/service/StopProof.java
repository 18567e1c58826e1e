package de.asvumzug.asv.service;

import java.util.List;

/**
 * Proves that the other server of a move is stopped (rule I1). Without one no server is started; it
 * is asked for right before each start.
 */
@FunctionalInterface
public interface StopProof {

  /**
   * @return what was seen, German, for the trail; never empty
   * @throws de.asvumzug.host.OperationFailed (permanent) unless it is proven: silence is no proof
   */
  List<String> obtain() throws InterruptedException;
}
