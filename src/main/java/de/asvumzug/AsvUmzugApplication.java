package de.asvumzug;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Profile;
import org.springframework.scheduling.annotation.EnableScheduling;

/**
 * Starts the application: engine, web pages, REST interface and the workers of the durable steps;
 * or, with the profile {@code worker}, only the worker of a site.
 */
@SpringBootApplication
@Profile("!worker")
@ConfigurationPropertiesScan
@EnableScheduling
public class AsvUmzugApplication {

  public static void main(String[] args) {
    SpringApplication.run(
        new Class<?>[] {AsvUmzugApplication.class, WorkerApplication.class}, args);
  }
}
