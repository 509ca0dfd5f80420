package dev.pokebatch.process.tls;

import dev.pokebatch.process.offload.Offload;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads PEM files again every two seconds, and puts new certificates to use for new connections.
 * Compares contents, so it notices every way of replacing files, symbolic links included. Files
 * that cannot be used change nothing; that is logged if two readings find the same fault, since the
 * first may see only some of the files replaced. Confined to one event loop.
 */
public final class CertificateWatch {

  private static final Logger LOG = LoggerFactory.getLogger(CertificateWatch.class);
  private static final long INTERVAL_MS = 2_000;
  private static final Duration SOON = Duration.ofDays(14);
  private static final Duration REMINDER = Duration.ofDays(1);

  private final Vertx vertx;
  private final CertificateFiles files;
  private final Function<Certificates, Future<?>> use;
  private final Offload offload;
  private Certificates current;
  private String fault = "";
  private int findings;
  private Instant reminder = Instant.MIN;

  private CertificateWatch(
      Vertx vertx,
      CertificateFiles files,
      Certificates current,
      Function<Certificates, Future<?>> use) {
    this.vertx = vertx;
    this.files = files;
    this.current = current;
    this.use = use;
    this.offload = new Offload(vertx, "certificates", 1, 10_000);
  }

  /**
   * Watches files until the Vert.x closes.
   *
   * @param current what they contained, which is in use
   * @param use puts certificates to use; they stay in use if it fails, and are tried again
   */
  public static void start(
      Vertx vertx,
      CertificateFiles files,
      Certificates current,
      Function<Certificates, Future<?>> use) {
    LOG.info("{}: {}", files.certificate().setting(), current);
    var watch = new CertificateWatch(vertx, files, current, use);
    vertx.getOrCreateContext().runOnContext(here -> watch.later());
  }

  private void later() {
    remind();
    vertx.setTimer(INTERVAL_MS, id -> check().onComplete(done -> later()));
  }

  private Future<?> check() {
    var before = current;
    return offload
        .run(() -> files.contents().equals(before.contents()) ? before : files.load())
        .compose(found -> found == before ? Future.succeededFuture() : replace(found))
        .onSuccess(done -> findings = 0)
        .onFailure(this::report);
  }

  private Future<?> replace(Certificates found) {
    return use.apply(found)
        .onSuccess(
            done -> {
              current = found;
              reminder = Instant.MIN;
              LOG.info("{} was replaced: {}", files.certificate().setting(), found);
            });
  }

  private void report(Throwable failed) {
    var sentence = String.valueOf(failed.getMessage());
    findings = sentence.equals(fault) ? findings + 1 : 1;
    fault = sentence;
    if (findings == 2) {
      LOG.warn("{}; the certificate from before stays in use: {}", sentence, current);
    }
  }

  private void remind() {
    var now = Instant.now();
    if (now.isAfter(reminder) && Duration.between(now, current.end()).compareTo(SOON) < 0) {
      reminder = now.plus(REMINDER);
      LOG.warn("{} expires soon: {}", files.certificate().setting(), current);
    }
  }
}
