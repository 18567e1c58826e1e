package de.asvumzug.demo;

import de.asvumzug.AsvUmzugApplication;
import de.asvumzug.support.Move;
import de.asvumzug.support.TrainingGround;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.commons.io.FileUtils;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;

/**
 * The demo: the product with everything around it on one machine. Started by {@code mvn
 * spring-boot:test-run}.
 *
 * <p>Ends with 0 after a successful unattended move; with 1 and a clear last line after any
 * failure.
 */
public final class DemoApplication {
  private static final Path FOLDER = Path.of("target", "demo").toAbsolutePath();

  private DemoApplication() {}

  public static void main(String[] arguments) {
    int exitCode = 1;
    try {
      exitCode = run(DemoOptions.parse(arguments));
    } catch (Throwable e) {
      System.out.flush();
      System.err.println("Vorführung fehlgeschlagen: " + reason(e));
    }
    System.exit(exitCode);
  }

  private static int run(DemoOptions options) throws Exception {
    Path folder = FOLDER.resolve("ground-" + ProcessHandle.current().pid());
    removeEarlierGrounds();
    Narrator narrator = new Narrator(System.out);
    narrator.say("Übungsgelände wird aufgebaut (" + options.route().word() + ") …");
    try (TrainingGround ground = TrainingGround.start(folder, options.route().ground())) {
      AtomicBoolean closing = new AtomicBoolean();
      ServletWebServerApplicationContext application = startApplication(options, ground);
      CountDownLatch closed = closeOnSignal(application, ground, closing);
      try {
        return options.unattended()
            ? new UnattendedMove(ground, application, narrator, FOLDER).play()
            : attended(ground, application, narrator, closed);
      } finally {
        if (closing.compareAndSet(false, true)) {
          application.close();
        }
      }
    }
  }

  private static ServletWebServerApplicationContext startApplication(
      DemoOptions options, TrainingGround ground) {
    List<String> arguments = new ArrayList<>(ground.arguments());
    arguments.addAll(options.springArguments());
    options
        .fixedPort()
        .ifPresent(port -> arguments.add("--asv.mail.base-url=http://localhost:" + port));
    SpringApplication application =
        new SpringApplication(AsvUmzugApplication.class, DemoMails.class, DemoHelp.class);
    application.setRegisterShutdownHook(false);
    if (options.unattended()) {
      arguments.add("--logging.level.root=WARN");
      arguments.add("--spring.main.banner-mode=off");
    }
    DemoMails.catcher = ground.mail();
    DemoHelp.lab = ground.lab();
    return (ServletWebServerApplicationContext) application.run(arguments.toArray(String[]::new));
  }

  private static int attended(
      TrainingGround ground,
      ServletWebServerApplicationContext application,
      Narrator narrator,
      CountDownLatch closed)
      throws Exception {
    URI base = base(application);
    Move move = new Move(ground, () -> base);
    String id = move.plan();
    narrator.welcome(base, id, ground);
    closed.await();
    return 0;
  }

  static URI base(ServletWebServerApplicationContext application) {
    return URI.create("http://localhost:" + application.getWebServer().getPort() + "/");
  }

  /** Ctrl-C ends the application first, then what it works on. */
  private static CountDownLatch closeOnSignal(
      ServletWebServerApplicationContext application,
      TrainingGround ground,
      AtomicBoolean closing) {
    CountDownLatch closed = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  if (closing.compareAndSet(false, true)) {
                    application.close();
                    closeQuietly(ground);
                    closed.countDown();
                  }
                }));
    return closed;
  }

  private static void closeQuietly(TrainingGround ground) {
    try {
      ground.close();
    } catch (IOException e) {
      System.err.println("Das Übungsgelände ließ sich nicht ganz abbauen: " + e.getMessage());
    }
  }

  /** Folders of demos that have ended; one that still runs is left alone. */
  private static void removeEarlierGrounds() throws IOException {
    if (!Files.isDirectory(FOLDER)) {
      return;
    }
    try (var folders = Files.newDirectoryStream(FOLDER, "ground-*")) {
      for (Path folder : folders) {
        long pid = Long.parseLong(folder.getFileName().toString().substring("ground-".length()));
        if (ProcessHandle.of(pid).isEmpty()) {
          FileUtils.deleteDirectory(folder.toFile());
        }
      }
    }
  }

  private static String reason(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }
}
