package de.asvumzug.check.around;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How access to the central system (ZSS) is checked.
 *
 * @param url used where the installation's configuration names none; documented host
 *     (docs/domain.md §2)
 * @param trustFile PEM file on the new machine with the issuers to trust; empty for those of Java
 * @param versionStatus HTTP status by which the central system says that the ASV version does not
 *     fit; assumed
 * @param refusedStatus HTTP status by which it refuses certificate or source address; assumed
 */
@ConfigurationProperties("asv.central-system")
public record CentralSystemSettings(
    @DefaultValue("https://asv-zss-extern.schulen.bayern.de") String url,
    @DefaultValue("") String trustFile,
    @DefaultValue("409") int versionStatus,
    @DefaultValue("403") int refusedStatus) {}
