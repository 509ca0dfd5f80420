package dev.pokebatch.process.trace;

import dev.pokebatch.process.settings.Settings;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Whether and where traces are sent, by the environment variables of OpenTelemetry. Only OTLP over
 * HTTP with protobuf is supported. Further variables of the SDK's autoconfiguration, such as those
 * of the batch processor, take effect as well.
 *
 * @param isOn whether traces are sent
 * @param properties the values that are set, by the names of the SDK's properties
 */
public record TraceConfig(boolean isOn, Map<String, String> properties) {

  private static final String OTLP = "otlp";
  private static final String PROTOCOL = "http/protobuf";
  private static final List<String> SAMPLERS =
      List.of(
          "parentbased_always_on",
          "parentbased_always_off",
          "parentbased_traceidratio",
          "always_on",
          "always_off",
          "traceidratio");

  /**
   * Reads the settings. Invalid values are recorded in them.
   *
   * @param service name of the service, such as {@code gateway}
   */
  public static TraceConfig read(Settings settings, String service) {
    var values = new HashMap<String, String>();
    var attributes = settings.text("OTEL_RESOURCE_ATTRIBUTES", "");
    put(values, "OTEL_RESOURCE_ATTRIBUTES", attributes);
    var name = settings.text("OTEL_SERVICE_NAME", "");
    var isNamed = !name.isEmpty() || attributes.contains("service.name=");
    put(values, "OTEL_SERVICE_NAME", isNamed ? name : "pokebatch-" + service);
    var endpoints =
        endpoint(settings, values, "OTEL_EXPORTER_OTLP_ENDPOINT")
            + endpoint(settings, values, "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT");
    put(values, "OTEL_EXPORTER_OTLP_HEADERS", settings.secret("OTEL_EXPORTER_OTLP_HEADERS"));
    put(
        values,
        "OTEL_EXPORTER_OTLP_PROTOCOL",
        one(settings, "OTEL_EXPORTER_OTLP_PROTOCOL", PROTOCOL, List.of(PROTOCOL)));
    put(
        values,
        "OTEL_TRACES_SAMPLER",
        one(settings, "OTEL_TRACES_SAMPLER", SAMPLERS.get(0), SAMPLERS));
    put(values, "OTEL_TRACES_SAMPLER_ARG", share(settings, "OTEL_TRACES_SAMPLER_ARG"));
    var byDefault = endpoints.isEmpty() ? "none" : OTLP;
    var exporter = settings.text("OTEL_TRACES_EXPORTER", "");
    if (!exporter.isEmpty() && !exporter.equals("none") && !exporter.equals(OTLP)) {
      settings.fault("OTEL_TRACES_EXPORTER", "must be otlp or none, not " + exporter);
    }
    var isOn = !settings.flag("OTEL_SDK_DISABLED", false);
    return new TraceConfig(
        isOn && (exporter.isEmpty() ? byDefault : exporter).equals(OTLP), Map.copyOf(values));
  }

  private static String endpoint(Settings settings, Map<String, String> values, String name) {
    var url = settings.text(name, "");
    if (!url.isEmpty() && !isUrl(url)) {
      settings.fault(name, "must be a URL with http or https, not " + url);
    }
    put(values, name, url);
    return url;
  }

  private static boolean isUrl(String text) {
    try {
      var url = URI.create(text);
      return url.getHost() != null && List.of("http", "https").contains(url.getScheme());
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }

  private static String one(Settings settings, String name, String byDefault, List<String> known) {
    var word = settings.text(name, byDefault);
    if (!known.contains(word)) {
      settings.fault(name, "must be " + String.join(" or ", known) + ", not " + word);
    }
    return word;
  }

  private static String share(Settings settings, String name) {
    var share = settings.share(name, 1);
    return String.valueOf(share);
  }

  private static void put(Map<String, String> values, String name, String value) {
    if (!value.isEmpty()) {
      values.put(name.toLowerCase(Locale.ROOT).replace('_', '.'), value);
    }
  }
}
