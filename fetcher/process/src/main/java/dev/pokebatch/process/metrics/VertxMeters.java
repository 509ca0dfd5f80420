package dev.pokebatch.process.metrics;

import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.core.spi.metrics.VertxMetrics;
import io.vertx.micrometer.Label;
import io.vertx.micrometer.MetricsDomain;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.EnumSet;
import java.util.UUID;

/** Makes Vert.x measure its HTTP servers and clients, its worker pools and its event bus. */
public final class VertxMeters extends MicrometerMetricsFactory {

  /** All have few values: routes, not paths. */
  private static final EnumSet<Label> LABELS =
      EnumSet.of(
          Label.HTTP_ROUTE, Label.HTTP_METHOD, Label.HTTP_CODE, Label.POOL_TYPE, Label.POOL_NAME);

  private final EventBusMeters eventBus;

  private VertxMeters(Metrics metrics) {
    super(metrics.registry());
    eventBus = new EventBusMeters(metrics);
  }

  /** Makes the builder build a Vert.x with these options that is measured. */
  public static VertxBuilder builder(VertxBuilder builder, VertxOptions options, Metrics metrics) {
    var measured =
        new MicrometerMetricsOptions()
            .setEnabled(true)
            .setRegistryName(UUID.randomUUID().toString()) // each Vert.x of a JVM has its own
            .setLabels(LABELS)
            .addDisabledMetricsCategory(MetricsDomain.EVENT_BUS)
            .addDisabledMetricsCategory(MetricsDomain.DATAGRAM_SOCKET);
    return builder.with(options.setMetricsOptions(measured)).withMetrics(new VertxMeters(metrics));
  }

  /** Returns the meters of Vert.x, with ours for the event bus. */
  @Override
  public VertxMetrics metrics(VertxOptions options) {
    var others = super.metrics(options);
    return (VertxMetrics)
        Proxy.newProxyInstance(
            VertxMeters.class.getClassLoader(),
            new Class<?>[] {VertxMetrics.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("createEventBusMetrics")) {
                return eventBus;
              }
              try {
                return method.invoke(others, arguments);
              } catch (InvocationTargetException failed) {
                throw failed.getCause();
              }
            });
  }
}
