package de.asvumzug.asv;

import de.asvumzug.host.Host;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Files and folders of an ASV installation, relative to its directory, with '/' between names.
 *
 * @param startFile the program's start file; documented (release notes 1.27)
 * @param versionFile file whose first line is the installed version; assumed
 * @param configuration shipped configuration; documented
 * @param localConfiguration local overrides; name documented, folder inferred
 * @param log the server's log; documented
 * @param updateConfiguration shipped configuration of the update service; folder documented, name
 *     assumed
 * @param updateLocalConfiguration local file of the update service; folder documented, name assumed
 * @param updateModeKey key of the update service's mode (auto, mixed, manual); modes documented,
 *     key assumed
 * @param localFiles the only files that a move may write (rule I4); the second and third name
 *     assumed
 * @param shipped files and folders under the consistency check; the first five documented, the
 *     update service's file assumed
 * @param plugins folder of the program files; documented
 * @param h2Driver pattern of the H2 driver's file name in the plug-in folder; assumed
 * @param h2User user of the H2 database; assumed, with an empty password
 * @param machines those of single machines, from {@code asv.machines.<name>.layout}; cannot be set
 *     here
 */
@ConfigurationProperties("asv.layout")
public record LayoutSettings(
    @DefaultValue("asv.exe") String startFile,
    @DefaultValue("asv.version") String versionFile,
    @DefaultValue("configuration/config.ini") String configuration,
    @DefaultValue("configuration/config.local.ini") String localConfiguration,
    @DefaultValue("logs/asv.log") String log,
    @DefaultValue("update-service/service/configuration/update-service.ini")
        String updateConfiguration,
    @DefaultValue("update-service/service/configuration/update-service.local.ini")
        String updateLocalConfiguration,
    @DefaultValue("mode") String updateModeKey,
    @DefaultValue({
          "configuration/config.local.ini",
          "asv.local.cfg",
          "update-service/service/configuration/update-service.local.ini"
        })
        List<String> localFiles,
    @DefaultValue({
          "configuration/config.ini",
          "asv.cfg",
          "asv.exe",
          "jre",
          "plugins",
          "update-service/service/configuration/update-service.ini"
        })
        List<String> shipped,
    @DefaultValue("plugins") String plugins,
    @DefaultValue("(?:org[.])?h2[-_.].*[.]jar") String h2Driver,
    @DefaultValue("sa") String h2User,
    PerMachine<LayoutSettings> machines) {

  // Documented and the same everywhere; backups hold their files under these names.

  /** Folder of the H2 database, School only. */
  public static final String DATABASE_FOLDER = "database";

  /** H2 file within that folder. */
  public static final String DATABASE_FILE = "asv.mv.db";

  /** What a stop that was cut leaves behind the database file's name. */
  public static final String LEFTOVER_SUFFIX = ".newFile";

  private static final String JAVA = "jre/bin/java";

  public LayoutSettings {
    localFiles = List.copyOf(localFiles);
    shipped = List.copyOf(shipped);
    machines = machines == null ? PerMachine.none() : machines;
  }

  /** What counts on a machine. */
  public LayoutSettings on(Host host) {
    return machines.of(host.name(), this);
  }

  public LayoutSettings on(Endpoint endpoint) {
    return on(endpoint.host());
  }

  public LayoutSettings with(PerMachine<LayoutSettings> own) {
    return new LayoutSettings(
        startFile,
        versionFile,
        configuration,
        localConfiguration,
        log,
        updateConfiguration,
        updateLocalConfiguration,
        updateModeKey,
        localFiles,
        shipped,
        plugins,
        h2Driver,
        h2User,
        own);
  }

  /** Absolute path on the site's machine. */
  public String path(Endpoint endpoint, String relative) {
    return endpoint.directory() + "/" + relative;
  }

  /**
   * The Java that an installation of a server or a client brings: its folder is documented, what
   * lies below it is the same in every Java.
   */
  public static String java(Host host, String directory) {
    return host.system().program(directory + "/" + JAVA);
  }

  /** Absolute path of the folder of the H2 database. */
  public static String databaseFolder(Endpoint endpoint) {
    return endpoint.directory() + "/" + DATABASE_FOLDER;
  }

  public String databaseFile(Endpoint endpoint) {
    return databaseFolder(endpoint) + "/" + DATABASE_FILE;
  }

  public boolean isLocal(String relative) {
    return localFiles.contains(relative);
  }
}
