package de.asvumzug.check;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the checks look at and where their limits are.
 *
 * @param clockTolerance how far a machine's clock may be from this application's
 * @param certificateWarning remaining life of the certificate under which a warning is given
 * @param spaceFactor free space wanted on the target, as a multiple of the source's data:
 *     transferred copy, restored database and room to work
 * @param backupSpaceFactor free space wanted on the source for the backup, as a multiple of its
 *     data
 * @param h2PasswordSecret name of the secret with the password of the H2 database; empty for none
 * @param numbers SQL that answers, per school, the columns school, pupils, classes, teachers; valid
 *     on PostgreSQL and H2; tables of asv-domain §3.3, join columns assumed
 */
@ConfigurationProperties("asv.check")
public record CheckSettings(
    @DefaultValue("2s") Duration clockTolerance,
    @DefaultValue("60d") Duration certificateWarning,
    @DefaultValue("2.5") double spaceFactor,
    @DefaultValue("1.0") double backupSpaceFactor,
    @DefaultValue("") String h2PasswordSecret,
    @DefaultValue(NUMBERS) String numbers) {

  private static final String NUMBERS =
      """
      select s.schulnummer as school,
        (select count(distinct p.schueler_stamm_id) from asv.svp_schueler_schuljahr p
           join asv.svp_klassengruppe g on g.id = p.klassengruppe_id
           join asv.svp_klasse k on k.id = g.klasse_id
           join asv.svp_schule_schuljahr j on j.id = k.schule_schuljahr_id
          where j.schule_stamm_id = s.id) as pupils,
        (select count(*) from asv.svp_klasse k
           join asv.svp_schule_schuljahr j on j.id = k.schule_schuljahr_id
          where j.schule_stamm_id = s.id) as classes,
        (select count(distinct l.lehrer_stamm_id) from asv.svp_lehrer_schuljahr_schule e
           join asv.svp_lehrer_schuljahr l on l.id = e.lehrer_schuljahr_id
          where e.schule_stamm_id = s.id) as teachers
      from asv.svp_schule_stamm s order by s.schulnummer
      """;
}
