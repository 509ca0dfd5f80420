package dev.pokebatch.gateway.kubernetes;

import static dev.pokebatch.gateway.kubernetes.Manifests.elements;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Members have certificates, or it is said in as many words that they have none. */
final class CertificateRules {

  static final List<Rule> ALL = List.of(new Rule("certificates", CertificateRules::certificates));

  /** The Secret that an operator makes; cert-manager gives its keys the same names. */
  private static final String SECRET = "cluster-certificates";

  private static final Map<String, String> FILES =
      Map.of(
          "CLUSTER_CERT_FILE", "tls.crt",
          "CLUSTER_KEY_FILE", "tls.key",
          "CLUSTER_CA_FILE", "ca.crt");

  private CertificateRules() {}

  /** Whether a volume is the Secret of the certificates. */
  static boolean isSecret(JsonNode volume) {
    return volume.path("secret").path("secretName").asText().equals(SECRET);
  }

  private static Stream<String> certificates(Manifests manifests) {
    return Rule.each(
        manifests,
        workload ->
            workload.environment().getOrDefault("CLUSTER_INSECURE", "false").equals("true")
                ? elements(workload.pod().path("volumes")).noneMatch(CertificateRules::isSecret)
                : FILES.keySet().stream().allMatch(setting -> isMounted(workload, setting)),
        "has other certificates than those of its Secret");
  }

  private static boolean isMounted(Workload workload, String setting) {
    var file = Path.of(workload.environment().getOrDefault(setting, ""));
    return file.endsWith(FILES.getOrDefault(setting, ""))
        && elements(workload.container().path("volumeMounts"))
            .filter(mount -> Path.of(mount.path("mountPath").asText()).equals(file.getParent()))
            .filter(mount -> mount.path("readOnly").asBoolean())
            .filter(mount -> !mount.has("subPath")) // such a file is never replaced
            .anyMatch(mount -> isSecret(volume(workload, mount.path("name").asText())));
  }

  private static JsonNode volume(Workload workload, String name) {
    return elements(workload.pod().path("volumes"))
        .filter(volume -> volume.path("name").asText().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no volume " + name));
  }
}
