package de.asvumzug.security.engine;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import de.asvumzug.security.request.RequestLog;
import de.asvumzug.task.TaskRefused;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.exception.NotAllowedException;
import org.camunda.bpm.engine.exception.NotFoundException;
import org.camunda.bpm.engine.exception.NotValidException;
import org.camunda.bpm.engine.exception.NullValueException;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.springframework.stereotype.Component;

/**
 * Keeps the engine from logging a page of stack trace for a command that it refuses because of what
 * was asked: anybody who may log in could fill the disk. Whoever sent the command gets the
 * exception, and {@link RequestLog} writes a line. All that the engine does not expect is logged as
 * before.
 */
@Component
final class RefusedCommands extends TurboFilter {
  private static final String COMMANDS = "org.camunda.bpm.engine.context";

  @PostConstruct
  void listen() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logging) {
      start();
      logging.addTurboFilter(this);
    }
  }

  @PreDestroy
  void end() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logging) {
      logging.getTurboFilterList().remove(this);
    }
  }

  @Override
  public FilterReply decide(
      Marker marker, Logger logger, Level level, String format, Object[] values, Throwable error) {
    boolean refused =
        logger.getName().equals(COMMANDS)
            && (refuses(error)
                || values != null && values.length > 0 && refuses(values[values.length - 1]));
    return refused ? FilterReply.DENY : FilterReply.NEUTRAL;
  }

  /** The engine wraps what a listener of a task refuses. */
  private static boolean refuses(Object error) {
    for (Throwable one = error instanceof Throwable first ? first : null;
        one != null;
        one = one.getCause()) {
      if (one instanceof NullValueException
          || one instanceof NotFoundException
          || one instanceof NotValidException
          || one instanceof NotAllowedException
          || one instanceof BadUserRequestException
          || one instanceof AuthorizationException
          || one instanceof TaskRefused) {
        return true;
      }
    }
    return false;
  }
}
