package dev.pokebatch.gateway.access;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the file of API keys again once a second. It compares the content, so that it notices every
 * change: of the file, of a symbolic link to it, and of a folder on the way to it (as Kubernetes
 * replaces secrets). If the new content is invalid or unreadable, the keys stay as they are.
 * Confined to one event loop.
 */
final class KeyFileReloader {

  private static final Logger LOG = LoggerFactory.getLogger(KeyFileReloader.class);
  private static final long EVERY_MS = 1_000;

  private final Vertx vertx;
  private final KeyRing keys;
  private final KeyFile atStart;
  private Buffer last;
  private boolean isReadable = true;

  /** Reloads nothing before {@link #start}. */
  KeyFileReloader(Vertx vertx, KeyFile atStart, KeyRing keys) {
    this.vertx = vertx;
    this.atStart = atStart;
    this.keys = keys;
    this.last = atStart.content();
  }

  /** Starts; stops when the verticle that calls this is undeployed. */
  void start() {
    vertx.setTimer(EVERY_MS, id -> reload());
  }

  private void reload() {
    vertx
        .fileSystem()
        .readFile(atStart.path().toString())
        .onSuccess(this::read)
        .onFailure(this::unreadable)
        .onComplete(done -> start());
  }

  private void read(Buffer content) {
    isReadable = true;
    if (content.equals(last)) {
      return;
    }
    last = content;
    try {
      var file = KeyFile.of(atStart.path(), content);
      keys.replaceOfFile(file.keys());
      LOG.info("API_KEYS_FILE has changed: {} keys", file.keys().size());
    } catch (IllegalArgumentException invalid) {
      LOG.warn("API_KEYS_FILE {}. The keys stay as they were.", invalid.getMessage());
    }
  }

  private void unreadable(Throwable failure) {
    if (isReadable) {
      LOG.warn(
          "API_KEYS_FILE cannot be read: {}. The keys stay as they were.", atStart.path(), failure);
    }
    isReadable = false;
  }
}
