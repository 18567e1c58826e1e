package de.asvumzug.trail;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What seals the trail, outside of the database.
 *
 * @param directory folder of this node's own notes about the trail, which must be writable
 * @param keysDirectory folder with one file per key ({@code *.key}, Base64), readable by this
 *     application's user only; all nodes need the same ones. The file whose name sorts last is used
 *     for writing. Left out: {@code keys} below the directory
 * @param lostKey id of a key that is lost for good; confirms that the application goes on with
 *     another one, and that what was sealed with it cannot be checked any more
 * @param timestampUrl address of a time-stamping authority (RFC 3161); none if left out
 * @param timestampCertificate PEM file with the authority's certificate or the one that issued it;
 *     without it a stamp is checked by the certificate that it brings along
 * @param timestampEvery how often the heads of all trails are stamped, if there is something new
 * @param timestampTimeout how long to wait for the authority's answer
 */
@ConfigurationProperties("asv.trail")
public record TrailSettings(
    @DefaultValue(".asv-umzug/trail") Path directory,
    Path keysDirectory,
    String lostKey,
    URI timestampUrl,
    Path timestampCertificate,
    @DefaultValue("1h") Duration timestampEvery,
    @DefaultValue("20s") Duration timestampTimeout) {

  Path keys() {
    return keysDirectory == null ? directory.resolve("keys") : keysDirectory;
  }
}
