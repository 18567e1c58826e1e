package de.asvumzug;

import de.asvumzug.backup.vault.DecryptCommand;
import de.asvumzug.protocol.verify.VerifyCommand;
import java.util.Arrays;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Profile;
import org.springframework.scheduling.annotation.EnableScheduling;

/**
 * Starts the application: engine, web pages, REST interface and the workers of the durable steps;
 * or, with the profile {@code worker}, only the worker of a site. With the word {@code verify} it
 * checks a protocol or an exported trail instead, with {@code decrypt} it makes a backup readable;
 * both start nothing.
 */
@SpringBootApplication
@Profile("!worker")
@ConfigurationPropertiesScan
@EnableScheduling
public class AsvUmzugApplication {

  public static void main(String[] args) {
    if (args.length > 0 && args[0].equals(VerifyCommand.WORD)) {
      System.exit(VerifyCommand.main(Arrays.copyOfRange(args, 1, args.length)));
    }
    if (args.length > 0 && args[0].equals(DecryptCommand.WORD)) {
      System.exit(DecryptCommand.main(Arrays.copyOfRange(args, 1, args.length)));
    }
    SpringApplication.run(
        new Class<?>[] {AsvUmzugApplication.class, WorkerApplication.class}, args);
  }
}
