package dev.pokebatch.process.cluster;

import com.hazelcast.logging.AbstractLogger;
import com.hazelcast.logging.ILogger;
import com.hazelcast.logging.LogEvent;
import com.hazelcast.logging.LoggerFactorySupport;
import java.util.logging.Level;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes Hazelcast's log messages to SLF4J without the proof of the secret, because a reader of the
 * log who knows {@link ClusterConfig#admission} can join the cluster. Hazelcast creates this class
 * by its name.
 */
public final class MaskingLoggerFactory extends LoggerFactorySupport {

  private static final Pattern PROOF = Pattern.compile("(?<=-)[0-9a-f]{32}(?![0-9a-f])");

  /** Makes Hazelcast log through this class, in the whole process. */
  static void install() {
    System.setProperty("hazelcast.logging.class", MaskingLoggerFactory.class.getName());
  }

  @Override
  protected ILogger createLogger(String name) {
    return new MaskingLogger(LoggerFactory.getLogger(name));
  }

  /** Replaces each proof in a text. */
  static String mask(@Nullable String text) {
    return text == null ? "" : PROOF.matcher(text).replaceAll("***");
  }

  private static final class MaskingLogger extends AbstractLogger {
    private final Logger logger;

    private MaskingLogger(Logger logger) {
      this.logger = logger;
    }

    @Override
    public void log(Level level, String message) {
      log(level, message, null);
    }

    /** Leaves the stack trace out: the messages of exceptions may contain the proof too. */
    @Override
    public void log(Level level, @Nullable String message, @Nullable Throwable thrown) {
      if (isLoggable(level)) {
        var why = thrown == null ? "" : ": " + thrown;
        logger.atLevel(slf4j(level)).log(mask(message + why));
      }
    }

    @Override
    @SuppressWarnings("removal") // must be implemented until it is removed
    public void log(LogEvent event) {
      var logged = event.getLogRecord();
      log(logged.getLevel(), logged.getMessage(), logged.getThrown());
    }

    @Override
    public Level getLevel() {
      return logger.isTraceEnabled()
          ? Level.FINEST
          : logger.isDebugEnabled()
              ? Level.FINE
              : logger.isInfoEnabled()
                  ? Level.INFO
                  : logger.isWarnEnabled()
                      ? Level.WARNING
                      : logger.isErrorEnabled() ? Level.SEVERE : Level.OFF;
    }

    @Override
    public boolean isLoggable(Level level) {
      return !level.equals(Level.OFF) && logger.isEnabledForLevel(slf4j(level));
    }

    private static org.slf4j.event.Level slf4j(Level level) {
      var value = level.intValue();
      return value >= Level.SEVERE.intValue()
          ? org.slf4j.event.Level.ERROR
          : value >= Level.WARNING.intValue()
              ? org.slf4j.event.Level.WARN
              : value >= Level.INFO.intValue()
                  ? org.slf4j.event.Level.INFO
                  : value >= Level.FINE.intValue()
                      ? org.slf4j.event.Level.DEBUG
                      : org.slf4j.event.Level.TRACE;
    }
  }
}
