package de.asvumzug;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.scheduling.annotation.EnableScheduling;

/**
 * Starts the application: engine, web pages, REST interface and the workers of the durable steps.
 */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class AsvUmzugApplication {

  public static void main(String[] args) {
    SpringApplication.run(AsvUmzugApplication.class, args);
  }
}
