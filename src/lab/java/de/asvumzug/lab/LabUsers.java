package de.asvumzug.lab;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.ArrayList;
import java.util.List;

/**
 * Whose the machines of a lab are: {@code umzug-alt} and {@code umzug-neu} where this runs as root
 * and the profile {@code setup} has made them, else everything is this user's.
 */
final class LabUsers {
  private LabUsers() {}

  /** The user of a machine. */
  static User of(String machine) {
    String name = "umzug-" + machine;
    return isRoot() && exists(name) ? new User(name, true) : own();
  }

  static User own() {
    return new User(System.getProperty("user.name"), false);
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  private static boolean exists(String name) {
    try {
      return principal(name) != null;
    } catch (UserPrincipalNotFoundException e) {
      return false;
    } catch (IOException e) {
      throw new IllegalStateException("cannot look up " + name, e);
    }
  }

  private static UserPrincipal principal(String name) throws IOException {
    return Path.of("/").getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(name);
  }

  /**
   * A user of this computer.
   *
   * @param other not the one that this runs as
   */
  record User(String name, boolean other) {

    /** The command as this user. */
    List<String> running(List<String> command) {
      List<String> line = new ArrayList<>();
      if (other) {
        line.addAll(List.of("runuser", "-u", name, "--"));
      }
      line.addAll(command);
      return line;
    }

    /** Makes the user owner of a folder and of everything below some of its parts. */
    void own(Path folder, List<Path> parts) throws IOException {
      if (!other) {
        return;
      }
      UserPrincipal owner = principal(name);
      Files.setOwner(folder, owner);
      for (Path part : parts) {
        Files.walkFileTree(part, new Owning(owner));
      }
    }
  }

  private static final class Owning extends SimpleFileVisitor<Path> {
    private final UserPrincipal owner;

    Owning(UserPrincipal owner) {
      this.owner = owner;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
        throws IOException {
      return own(folder);
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      return own(file);
    }

    private FileVisitResult own(Path file) throws IOException {
      java.nio.file.attribute.FileOwnerAttributeView view =
          Files.getFileAttributeView(
              file,
              java.nio.file.attribute.FileOwnerAttributeView.class,
              LinkOption.NOFOLLOW_LINKS);
      view.setOwner(owner);
      return FileVisitResult.CONTINUE;
    }
  }
}
