package de.asvumzug.asv.database;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Questions to an ASV database.
 *
 * @param query answers one row with one column: the version of the database structure; assumed
 * @param schoolCountQuery answers one row with one column: how many schools the database holds;
 *     table name from third-party sources (docs/domain.md §3.3)
 */
@ConfigurationProperties("asv.structure")
public record StructureSettings(
    @DefaultValue("select wert from asv.svp_systemparameter where name = 'datenmodell.version'")
        String query,
    @DefaultValue("select count(*) as anzahl from asv.svp_schule_stamm") String schoolCountQuery) {}
