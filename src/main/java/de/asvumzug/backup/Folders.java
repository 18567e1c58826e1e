package de.asvumzug.backup;

import de.asvumzug.host.Host;

/** Where backups and transferred copies lie in a machine's work folder. */
public final class Folders {
  private Folders() {}

  /** Folder of all backups of a move on the machine that they were made on. */
  public static String backups(Host host, String migrationId) {
    return host.workFolder() + "/backups/" + migrationId;
  }

  public static String backup(Host host, String migrationId, BackupComponent part) {
    return backups(host, migrationId) + "/" + part.folder();
  }

  /**
   * Where a school's backup lies on the old machine; a person who makes it by hand puts the file
   * there.
   */
  public static String tenant(Host host, String migrationId, String school) {
    return backup(host, migrationId, BackupComponent.TENANT) + "/" + school;
  }

  /** Folder of all copies that a move has brought to this machine. */
  public static String received(Host host, String migrationId) {
    return host.workFolder() + "/received/" + migrationId;
  }

  /**
   * Where the plain files of an encrypted backup lie while a program needs them.
   *
   * @param folder of the backup, or a folder above several, in the machine's work folder
   */
  public static String plain(Host host, String folder) {
    return host.workFolder() + "/plain" + folder.substring(host.workFolder().length());
  }

  /** Holds an empty file for each attempt that left job folders on this machine. */
  public static String attempts(Host host, String migrationId) {
    return received(host, migrationId) + "/attempts";
  }

  public static String received(Host host, String migrationId, BackupComponent part) {
    return received(host, migrationId) + "/" + part.folder();
  }

  /** Where the copy of a backup lies on the other machine. */
  public static String received(Host host, String migrationId, Backup backup) {
    String folder = received(host, migrationId, backup.part());
    return backup.school() == null ? folder : folder + "/" + backup.school();
  }
}
