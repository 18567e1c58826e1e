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
 *     on PostgreSQL and H2; tables of docs/domain.md §3.3, join columns assumed
 * @param rowHash how rows are hashed: AUTO, or MD5 for the slow way that every pair of versions,
 *     encodings and engines allows
 */
@ConfigurationProperties("asv.check")
public record CheckSettings(
    @DefaultValue("2s") Duration clockTolerance,
    @DefaultValue("60d") Duration certificateWarning,
    @DefaultValue("2.5") double spaceFactor,
    @DefaultValue("1.0") double backupSpaceFactor,
    @DefaultValue("") String h2PasswordSecret,
    @DefaultValue(NUMBERS) String numbers,
    @DefaultValue("AUTO") RowHash rowHash) {

  /** See {@code rowHash}. */
  public enum RowHash {
    AUTO,
    MD5
  }

  private static final String NUMBERS =
      """
      select s.schulnummer as school, coalesce(p.anzahl, 0) as pupils, coalesce(k.anzahl, 0) as classes,
             coalesce(l.anzahl, 0) as teachers
        from asv.svp_schule_stamm s
        left join (select j.schule_stamm_id as schule, count(distinct p.schueler_stamm_id) as anzahl
                     from asv.svp_schueler_schuljahr p
                     join asv.svp_klassengruppe g on g.id = p.klassengruppe_id
                     join asv.svp_klasse k on k.id = g.klasse_id
                     join asv.svp_schule_schuljahr j on j.id = k.schule_schuljahr_id
                    group by j.schule_stamm_id) p on p.schule = s.id
        left join (select j.schule_stamm_id as schule, count(*) as anzahl
                     from asv.svp_klasse k
                     join asv.svp_schule_schuljahr j on j.id = k.schule_schuljahr_id
                    group by j.schule_stamm_id) k on k.schule = s.id
        left join (select e.schule_stamm_id as schule, count(distinct l.lehrer_stamm_id) as anzahl
                     from asv.svp_lehrer_schuljahr_schule e
                     join asv.svp_lehrer_schuljahr l on l.id = e.lehrer_schuljahr_id
                    group by e.schule_stamm_id) l on l.schule = s.id
       order by s.schulnummer
      """;
}
