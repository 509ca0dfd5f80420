package dev.pokebatch.gateway.kubernetes;

import static dev.pokebatch.gateway.kubernetes.Manifests.elements;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pokebatch.fetcher.FetcherConfig;
import dev.pokebatch.fetcher.launch.FetcherSettings;
import dev.pokebatch.gateway.launch.GatewaySettings;
import dev.pokebatch.process.settings.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a process writes is on a volume that has room for it and that its user may write to. */
final class VolumeRules {

  static final List<Rule> ALL =
      List.of(
          new Rule("disk", VolumeRules::disk),
          new Rule("spill", VolumeRules::spill),
          new Rule("temporary files", VolumeRules::temporaryFiles),
          new Rule("volume owner", VolumeRules::owners));

  /** For the libraries that the JVM unpacks there. */
  private static final long LIBRARIES_BYTES = 32 << 20;

  private VolumeRules() {}

  static FetcherConfig fetcher(Workload workload) {
    return FetcherSettings.fetcher(Settings.of(workload.environment()));
  }

  /** Documents are on a volume of at least twice their size: the database has a log. */
  private static Stream<String> disk(Manifests manifests) {
    return Rule.each(
        manifests,
        workload -> {
          if (!workload.name().equals("fetcher")) {
            return true;
          }
          var disk = fetcher(workload).disk();
          return disk != null && size(workload, disk.folder().toString()) >= 2 * disk.maxBytes();
        },
        "has no room for its documents");
  }

  /** A pod that writes more to a temporary volume than its size is evicted. */
  private static Stream<String> spill(Manifests manifests) {
    return Rule.each(
        manifests,
        workload -> {
          if (!workload.name().equals("gateway")) {
            return true;
          }
          var config = GatewaySettings.gateway(Settings.of(workload.environment()));
          return size(workload, config.spill().toString()) >= config.spillBytes() + LIBRARIES_BYTES;
        },
        "has no room for the answers that exceed its memory");
  }

  /** The root file system is read-only, and the JVM and PostgreSQL write to this folder. */
  private static Stream<String> temporaryFiles(Manifests manifests) {
    return manifests
        .workloads()
        .filter(workload -> size(workload, "/tmp") < LIBRARIES_BYTES)
        .map(workload -> workload.title() + " has no room for temporary files");
  }

  /**
   * A claimed volume belongs to root: its group is that of the process, and only its top folder is
   * changed to that, because PostgreSQL refuses a folder that a group may read.
   */
  private static Stream<String> owners(Manifests manifests) {
    return manifests
        .workloads()
        .filter(workload -> workload.spec().has("volumeClaimTemplates"))
        .filter(workload -> !owns(workload))
        .map(workload -> workload.title() + " cannot write to its volume");
  }

  private static boolean owns(Workload workload) {
    var security = workload.pod().path("securityContext");
    var data = workload.environment().get("PGDATA");
    return security.path("fsGroup").asInt(-1) == security.path("runAsGroup").asInt()
        && security.path("fsGroupChangePolicy").asText().equals("OnRootMismatch")
        && (data == null || mount(workload, String.valueOf(Path.of(data).getParent())).isPresent());
  }

  private static Optional<JsonNode> mount(Workload workload, String path) {
    return elements(workload.container().path("volumeMounts"))
        .filter(mount -> mount.path("mountPath").asText().equals(path))
        .filter(mount -> !mount.path("readOnly").asBoolean())
        .findFirst();
  }

  /** The bytes of the volume that is mounted there; 0 for none. */
  private static long size(Workload workload, String path) {
    var name = mount(workload, path).map(mount -> mount.path("name").asText()).orElse("");
    var claimed =
        elements(workload.spec().path("volumeClaimTemplates"))
            .filter(claim -> Manifests.name(claim).equals(name))
            .map(c -> c.path("spec").path("resources").path("requests").path("storage"));
    var temporary =
        elements(workload.pod().path("volumes"))
            .filter(volume -> volume.path("name").asText().equals(name))
            .map(volume -> volume.path("emptyDir").path("sizeLimit"));
    return Stream.concat(claimed, temporary)
        .mapToLong(size -> MemoryRules.amount(size).longValue())
        .sum();
  }
}
