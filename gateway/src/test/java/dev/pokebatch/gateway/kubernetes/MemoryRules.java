package dev.pokebatch.gateway.kubernetes;

import static dev.pokebatch.gateway.kubernetes.Manifests.elements;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pokebatch.fetcher.FetcherConfig;
import dev.pokebatch.fetcher.launch.FetcherSettings;
import dev.pokebatch.process.settings.Settings;
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
          new Rule("cache", MemoryRules::cache),
          new Rule("disk", MemoryRules::disk));

  private MemoryRules() {}

  private static BigDecimal amount(JsonNode quantity) {
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
                || config(workload).cacheBytes() * 2 <= heap(workload),
        "keeps more documents than half of its heap");
  }

  private static FetcherConfig config(Workload fetcher) {
    return FetcherSettings.fetcher(Settings.of(fetcher.environment()));
  }

  /** Documents are on a volume of at least twice their size: the database has a log. */
  private static Stream<String> disk(Manifests manifests) {
    return Rule.each(
        manifests,
        workload -> {
          if (!workload.name().equals("fetcher")) {
            return true;
          }
          var disk = config(workload).disk();
          return disk != null && volume(workload, disk.folder().toString()) >= 2 * disk.maxBytes();
        },
        "has no room for its documents");
  }

  private static long volume(Workload workload, String path) {
    var name =
        elements(workload.container().path("volumeMounts"))
            .filter(mount -> mount.path("mountPath").asText().equals(path))
            .map(mount -> mount.path("name").asText())
            .findFirst()
            .orElse("");
    var claimed =
        elements(workload.spec().path("volumeClaimTemplates"))
            .filter(claim -> Manifests.name(claim).equals(name))
            .map(c -> c.path("spec").path("resources").path("requests").path("storage"));
    var temporary =
        elements(workload.pod().path("volumes"))
            .filter(volume -> volume.path("name").asText().equals(name))
            .map(volume -> volume.path("emptyDir").path("sizeLimit"));
    return Stream.concat(claimed, temporary).mapToLong(size -> amount(size).longValue()).sum();
  }
}
