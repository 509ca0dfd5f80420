package dev.pokebatch.gateway.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.kubernetes.client.custom.Quantity;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;

/** Requests, limits, and whether what the process may take fits into them. */
final class MemoryRules {

  /** What the JVM and SQLite take beside heap and buffers; measured, see {@code k8s/README.md}. */
  private static final long OVERHEAD_BYTES = 128 << 20;

  static final List<Rule> ALL =
      List.of(
          new Rule("requests", m -> m.workloads().flatMap(MemoryRules::requests)),
          new Rule("memory", MemoryRules::memory),
          new Rule("cache", MemoryRules::cache));

  private MemoryRules() {}

  static BigDecimal amount(JsonNode quantity) {
    return quantity.isTextual()
        ? Quantity.fromString(quantity.asText()).getNumber()
        : BigDecimal.valueOf(-1);
  }

  /** Both are there, and memory is not promised twice. */
  private static Stream<String> requests(Workload workload) {
    var requests = workload.container().path("resources").path("requests");
    var limits = workload.container().path("resources").path("limits");
    return Stream.of("cpu", "memory")
        .filter(
            what ->
                amount(requests.path(what)).signum() <= 0
                    || amount(requests.path(what)).compareTo(amount(limits.path(what))) > 0)
        .map(what -> workload.title() + " requests more " + what + " than its limit, or nothing");
  }

  private static long limit(Workload workload) {
    return amount(workload.container().path("resources").path("limits").path("memory")).longValue();
  }

  private static long heap(Workload workload) {
    return limit(workload) * JvmFlags.heapPercentage() / 100;
  }

  private static Stream<String> memory(Manifests manifests) {
    return Rule.each(
        manifests,
        workload ->
            heap(workload) + JvmFlags.directBytes() + OVERHEAD_BYTES <= limit(workload)
                && amount(workload.container().path("resources").path("requests").path("memory"))
                        .longValue()
                    == limit(workload),
        "may take more memory than it has");
  }

  private static Stream<String> cache(Manifests manifests) {
    return Rule.each(
        manifests,
        workload ->
            !workload.name().equals("fetcher")
                || VolumeRules.fetcher(workload).cacheBytes() * 2 <= heap(workload),
        "keeps more documents than half of its heap");
  }
}
