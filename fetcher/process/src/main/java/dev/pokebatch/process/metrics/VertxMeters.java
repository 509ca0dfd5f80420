package dev.pokebatch.process.metrics;

import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.micrometer.Label;
import io.vertx.micrometer.MetricsDomain;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import java.util.EnumSet;
import java.util.UUID;

/** Makes Vert.x measure its HTTP servers and clients, its worker pools and its event bus. */
public final class VertxMeters {

  /** All have few values: routes, not paths; sides, not addresses. */
  private static final EnumSet<Label> LABELS =
      EnumSet.of(
          Label.HTTP_ROUTE,
          Label.HTTP_METHOD,
          Label.HTTP_CODE,
          Label.POOL_TYPE,
          Label.POOL_NAME,
          Label.EB_SIDE);

  private VertxMeters() {}

  /** Makes the builder build a Vert.x with these options that is measured. */
  public static VertxBuilder builder(VertxBuilder builder, VertxOptions options, Metrics metrics) {
    var measured =
        new MicrometerMetricsOptions()
            .setEnabled(true)
            .setRegistryName(UUID.randomUUID().toString()) // each Vert.x of a JVM has its own
            .setLabels(LABELS)
            .addDisabledMetricsCategory(MetricsDomain.DATAGRAM_SOCKET);
    return builder
        .with(options.setMetricsOptions(measured))
        .withMetrics(new MicrometerMetricsFactory(metrics.registry()));
  }
}
