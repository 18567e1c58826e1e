package de.asvumzug.trail;

import de.asvumzug.trail.book.Book;
import de.asvumzug.trail.book.KnownBook;
import de.asvumzug.trail.book.TrailBookRepository;
import de.asvumzug.trail.key.TrailKeys;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Opens the book of all trails before anything is written; fails the start if the keys do not fit.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TrailSettings.class)
class TrailConfiguration {

  @Bean
  TrailKeys trailKeys(TrailSettings settings) {
    return new TrailKeys(settings.keys());
  }

  @Bean
  KnownBook knownBook(TrailSettings settings, DataSource database) throws SQLException {
    try (Connection connection = database.getConnection()) {
      String address = connection.getMetaData().getURL();
      return new KnownBook(settings.directory(), address.replaceAll("\\?.*", ""));
    }
  }

  @Bean(initMethod = "open")
  Book trailBook(
      AuditTrailRepository trails,
      TrailBookRepository table,
      TrailKeys keys,
      KnownBook known,
      TrailSettings settings,
      PlatformTransactionManager transactions) {
    return new Book(
        trails, table, keys, known, settings.lostKey(), transactions, Clock.systemUTC());
  }
}
