package dev.pokebatch.process.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import java.util.Set;

/** Replaces HTTP methods that are none of the usual ones, because a client can send any word. */
final class KnownMethods implements MeterFilter {

  private static final String LABEL = "method";
  private static final Set<String> KNOWN =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  @Override
  public Meter.Id map(Meter.Id id) {
    var method = id.getTag(LABEL);
    return method == null || KNOWN.contains(method) ? id : id.withTag(Tag.of(LABEL, "other"));
  }
}
