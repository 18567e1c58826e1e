package de.asvumzug.host;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** This machine. */
class LocalHostTest extends HostContract {

  @Override
  Host open(Path workFolder, Duration commandTimeout) {
    return ScriptHost.local("alt", workFolder, List.of(), commandTimeout);
  }
}
