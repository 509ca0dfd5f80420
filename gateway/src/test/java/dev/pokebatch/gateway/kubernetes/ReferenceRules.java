package dev.pokebatch.gateway.kubernetes;

import static dev.pokebatch.gateway.kubernetes.Manifests.elements;
import static dev.pokebatch.gateway.kubernetes.Manifests.name;
import static dev.pokebatch.gateway.kubernetes.Manifests.title;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every reference names an object that exists. */
final class ReferenceRules {

  static final List<Rule> ALL =
      List.of(
          new Rule("workload selector", ReferenceRules::workloadSelectors),
          new Rule("service selector", ReferenceRules::serviceSelectors),
          new Rule("service port", ReferenceRules::servicePorts),
          new Rule("governing service", ReferenceRules::governingServices),
          new Rule("backend", ReferenceRules::backends),
          new Rule("volume", ReferenceRules::volumes),
          new Rule("configuration", ReferenceRules::configuration),
          new Rule("changed configuration", ReferenceRules::hashes),
          new Rule("service account", ReferenceRules::serviceAccounts));

  private ReferenceRules() {}

  private static Stream<String> workloadSelectors(Manifests manifests) {
    return manifests
        .workloads()
        .filter(
            workload -> {
              var selector = workload.spec().path("selector").path("matchLabels");
              return selector.isEmpty() || !Manifests.matches(selector, workload.podLabels());
            })
        .map(workload -> workload.title() + " does not select its own pods");
  }

  private static Stream<String> serviceSelectors(Manifests manifests) {
    return manifests
        .kind("Service")
        .filter(
            service -> {
              var selector = service.path("spec").path("selector");
              return selector.isEmpty() || manifests.selected(selector).findAny().isEmpty();
            })
        .map(service -> title(service) + " selects no pods");
  }

  private static Stream<String> servicePorts(Manifests manifests) {
    return manifests
        .kind("Service")
        .flatMap(
            service ->
                manifests
                    .selected(service.path("spec").path("selector"))
                    .flatMap(
                        workload ->
                            elements(service.path("spec").path("ports"))
                                .filter(port -> !workload.listens(port.path("targetPort")))
                                .map(
                                    port ->
                                        String.format(
                                            Locale.ROOT,
                                            "%s leads to port %s, which %s has not",
                                            title(service),
                                            port.path("targetPort"),
                                            workload.title()))));
  }

  private static Stream<String> governingServices(Manifests manifests) {
    return manifests
        .workloads()
        .filter(Workload::isStatefulSet)
        .filter(
            set ->
                manifests
                    .find("Service", set.spec().path("serviceName").asText())
                    .map(service -> service.path("spec"))
                    .filter(spec -> spec.path("clusterIP").asText().equals("None"))
                    .filter(spec -> Manifests.matches(spec.path("selector"), set.podLabels()))
                    .isEmpty())
        .map(set -> set.title() + " has no headless service of its own");
  }

  /** What Ingress and HTTPRoute lead to: a Service, and one of its ports. */
  private static Stream<String> backends(Manifests manifests) {
    return manifests
        .kind("Ingress", "HTTPRoute")
        .flatMap(
            route ->
                Stream.concat(
                        route.findValues("service").stream(),
                        route.findValues("backendRefs").stream().flatMap(Manifests::elements))
                    .filter(backend -> !exists(manifests, backend))
                    .map(backend -> title(route) + " leads to " + backend));
  }

  private static boolean exists(Manifests manifests, JsonNode backend) {
    var port = backend.path("port");
    return manifests
        .find("Service", name(backend).isEmpty() ? backend.path("name").asText() : name(backend))
        .stream()
        .flatMap(service -> elements(service.path("spec").path("ports")))
        .anyMatch(
            there ->
                there.path("name").equals(port.path("name"))
                    || there.path("port").equals(port.path("number"))
                    || there.path("port").equals(port));
  }

  private static Stream<String> volumes(Manifests manifests) {
    return manifests
        .workloads()
        .flatMap(
            workload -> {
              var mounted = names(workload.container().path("volumeMounts"));
              var there = names(workload.pod().path("volumes"));
              elements(workload.spec().path("volumeClaimTemplates"))
                  .map(Manifests::name)
                  .forEach(there::add);
              return there.equals(mounted)
                  ? Stream.of()
                  : Stream.of(
                      String.format(
                          Locale.ROOT, "%s mounts %s of %s", workload.title(), mounted, there));
            });
  }

  private static Set<String> names(JsonNode array) {
    return elements(array).map(e -> e.path("name").asText()).collect(Collectors.toSet());
  }

  /** Every reference to a ConfigMap or Secret leads to one, and each of those is used. */
  private static Stream<String> configuration(Manifests manifests) {
    var dangling =
        manifests
            .workloads()
            .flatMap(
                workload ->
                    Stream.of("configMapRef", "secretRef", "secretKeyRef", "configMapKeyRef")
                        .flatMap(
                            kind ->
                                workload.container().findValues(kind).stream()
                                    .filter(reference -> !leads(manifests, kind, reference))
                                    .map(reference -> workload.title() + ": no " + reference)));
    var used =
        manifests
            .workloads()
            .map(workload -> workload.container().toString())
            .collect(Collectors.joining());
    var unused =
        manifests
            .kind("ConfigMap", "Secret")
            .filter(object -> !used.contains('"' + name(object) + '"'))
            .filter(object -> !object.at("/metadata/labels").has("grafana_dashboard"))
            .map(object -> title(object) + " is not used");
    return Stream.concat(dangling, unused);
  }

  /** The name ends in a hash of the content, so that a change of it replaces the pods. */
  private static Stream<String> hashes(Manifests manifests) {
    return manifests
        .workloads()
        .flatMap(
            workload ->
                Stream.of("configMapRef", "secretRef", "secretKeyRef", "configMapKeyRef")
                    .flatMap(kind -> workload.container().findValues(kind).stream())
                    .map(reference -> reference.path("name").asText())
                    .filter(name -> !name.matches(".*-[a-z0-9]{10}"))
                    .map(name -> workload.title() + " does not notice a change of " + name));
  }

  private static boolean leads(Manifests manifests, String kind, JsonNode reference) {
    return manifests
        .find(kind.startsWith("secret") ? "Secret" : "ConfigMap", reference.path("name").asText())
        .filter(
            found ->
                !kind.contains("Key") || found.path("data").has(reference.path("key").asText()))
        .isPresent();
  }

  private static Stream<String> serviceAccounts(Manifests manifests) {
    return Rule.each(
        manifests,
        workload ->
            manifests
                .find("ServiceAccount", workload.pod().path("serviceAccountName").asText())
                .isPresent(),
        "has no service account of its own");
  }
}
