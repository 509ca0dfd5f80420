package dev.pokebatch.gateway.kubernetes;

import static dev.pokebatch.gateway.kubernetes.Manifests.elements;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pokebatch.process.cluster.ClusterConfig;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a pod may do, what it is made of, and how the kubelet asks after it. */
final class PodRules {

  static final List<Rule> ALL =
      List.of(
          new Rule("restricted", m -> m.workloads().flatMap(PodRules::restricted)),
          new Rule("no token", m -> m.workloads().flatMap(PodRules::token)),
          new Rule("service links", m -> m.workloads().flatMap(PodRules::links)),
          new Rule("image", m -> m.workloads().flatMap(PodRules::image)),
          new Rule("pull policy", m -> m.workloads().flatMap(PodRules::pullPolicy)),
          new Rule("probes", PodRules::probes),
          new Rule("startup", PodRules::startup),
          new Rule("liveness", PodRules::liveness));

  /** A start on a busy machine, once the members' name resolves. */
  private static final Duration START = Duration.ofSeconds(60);

  private static final Pattern IMAGE =
      Pattern.compile("(?:[a-z0-9.:-]+/)*(?<local>[a-z-]+:[\\w.-]+)(?:@sha256:[0-9a-f]{64})?");

  private static final List<String> PROBES =
      List.of("startupProbe", "livenessProbe", "readinessProbe");

  private PodRules() {}

  /** The Pod Security Standard of that name, and a read-only root file system. */
  private static Stream<String> restricted(Workload workload) {
    var pod = workload.pod();
    var ofPod = pod.path("securityContext");
    var own = workload.container().path("securityContext");
    var one = pod.path("containers").size() == 1 && !pod.has("initContainers");
    var user = ofPod.path("runAsNonRoot").asBoolean() && ofPod.path("runAsUser").asInt() > 0;
    var seccomp = ofPod.path("seccompProfile").path("type").asText().equals("RuntimeDefault");
    var host = Stream.of("hostNetwork", "hostPID", "hostIPC").noneMatch(pod::has);
    var dropped = own.path("capabilities").toString().equals("{\"drop\":[\"ALL\"]}");
    var confined =
        !own.path("allowPrivilegeEscalation").asBoolean(true)
            && own.path("readOnlyRootFilesystem").asBoolean()
            && Stream.of("privileged", "runAsUser", "runAsNonRoot", "seccompProfile", "procMount")
                .noneMatch(own::has);
    var volumes =
        elements(pod.path("volumes"))
            .allMatch(
                volume ->
                    volume.path("emptyDir").has("sizeLimit") || CertificateRules.isSecret(volume));
    var ports = workload.ports().noneMatch(port -> port.has("hostPort"));
    return one && user && seccomp && host && dropped && confined && volumes && ports
        ? Stream.of()
        : Stream.of(workload.title());
  }

  private static Stream<String> token(Workload workload) {
    return workload.pod().path("automountServiceAccountToken").asBoolean(true)
        ? Stream.of(workload.title() + " mounts a token that nobody needs")
        : Stream.of();
  }

  /** Their variables would be taken for settings: CLUSTER_PORT=tcp://... */
  private static Stream<String> links(Workload workload) {
    return workload.pod().path("enableServiceLinks").asBoolean(true)
        ? Stream.of(workload.title() + " gets variables of services")
        : Stream.of();
  }

  /** One that the composition builds or uses, by its tag. */
  private static Stream<String> image(Workload workload) {
    var image = workload.container().path("image").asText();
    var shape = IMAGE.matcher(image);
    return shape.matches()
            && !image.contains(":latest")
            && Composition.images().contains(shape.group("local"))
            && shape.group("local").matches("(pokebatch-)?" + workload.name() + ":.*")
        ? Stream.of()
        : Stream.of(
            String.format(
                Locale.ROOT,
                "%s runs %s, the composition %s",
                workload.title(),
                image,
                Composition.images()));
  }

  /** An image that was loaded into a node, as the development overlay needs, is not pulled. */
  private static Stream<String> pullPolicy(Workload workload) {
    return workload
            .container()
            .path("imagePullPolicy")
            .asText("IfNotPresent")
            .equals("IfNotPresent")
        ? Stream.of()
        : Stream.of(workload.title() + " does not run an image that its node has");
  }

  private static Stream<String> probes(Manifests manifests) {
    return manifests
        .workloads()
        .filter(Workload::ours)
        .flatMap(
            workload ->
                PROBES.stream()
                    .filter(probe -> !answered(workload, workload.container().path(probe)))
                    .map(probe -> workload.title() + ": nobody answers its " + probe));
  }

  /** The path is served, on the port that the process opens beyond its own loopback. */
  private static boolean answered(Workload workload, JsonNode probe) {
    var get = probe.path("httpGet");
    var port = get.path("port").isTextual() ? workload.port(get.path("port").asText()) : -1;
    return HealthPaths.served(get.path("path").asText())
        && String.valueOf(port).equals(workload.environment().get("MANAGEMENT_PORT"))
        && "0.0.0.0".equals(workload.environment().get("MANAGEMENT_HOST"));
  }

  /** A slow start is not a failure: the process has the time that it waits for the others' name. */
  private static Stream<String> startup(Manifests manifests) {
    return Rule.each(
        manifests,
        workload -> {
          var probe = workload.container().path("startupProbe");
          var seconds =
              probe.path("periodSeconds").asLong(10) * probe.path("failureThreshold").asLong(3);
          return Duration.ofSeconds(seconds).compareTo(ClusterConfig.DNS_WAIT.plus(START)) >= 0;
        },
        "is killed while it starts");
  }

  /** It asks the process alone, and waits longer than a pause of the collector takes. */
  private static Stream<String> liveness(Manifests manifests) {
    return Rule.each(
        manifests,
        workload -> {
          var container = workload.container();
          var live = container.path("livenessProbe");
          return path(live).equals("/health/live")
              && path(container.path("startupProbe")).equals("/health/live")
              && path(container.path("readinessProbe")).equals("/health/ready")
              && live.path("periodSeconds").asInt(10) * live.path("failureThreshold").asInt(3)
                  >= 20;
        },
        "may be killed for what is not its fault");
  }

  private static String path(JsonNode probe) {
    return probe.path("httpGet").path("path").asText();
  }
}
