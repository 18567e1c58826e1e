package de.asvumzug.support;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;
import org.springframework.boot.logging.logback.StructuredLogEncoder;

/**
 * What the running application logs, as the documents that it writes where {@code
 * logging.structured.format} is {@code ecs}.
 */
public final class EcsLog implements AutoCloseable {
  private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
  private final StructuredLogEncoder encoder = new StructuredLogEncoder();
  private final List<String> documents = new CopyOnWriteArrayList<>();
  private final Collector collector = new Collector();

  private final class Collector extends AppenderBase<ILoggingEvent> {
    @Override
    protected void append(ILoggingEvent event) {
      documents.add(new String(encoder.encode(event), StandardCharsets.UTF_8));
    }
  }

  /** From now on. */
  public EcsLog() {
    encoder.setContext(root.getLoggerContext());
    encoder.setFormat("ecs");
    encoder.setCharset(StandardCharsets.UTF_8);
    encoder.start();
    collector.setContext(root.getLoggerContext());
    collector.start();
    root.addAppender(collector);
  }

  public List<String> documents() {
    return documents;
  }

  @Override
  public void close() {
    root.detachAppender(collector);
    collector.stop();
    encoder.stop();
  }
}
