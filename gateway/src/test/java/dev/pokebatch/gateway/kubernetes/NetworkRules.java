package dev.pokebatch.gateway.kubernetes;

import static dev.pokebatch.gateway.kubernetes.Manifests.elements;
import static dev.pokebatch.gateway.kubernetes.Manifests.title;

import java.util.List;
import java.util.stream.Stream;

/** The policies allow exactly the connections that the system needs. */
final class NetworkRules {

  static final List<Rule> ALL =
      List.of(
          new Rule("policy port", NetworkRules::ports),
          new Rule("policy selector", NetworkRules::selectors),
          new Rule("reach", manifests -> Reach.of(manifests).faults()));

  private NetworkRules() {}

  /** What is let in goes to a port that the container has. */
  private static Stream<String> ports(Manifests manifests) {
    return manifests
        .kind("NetworkPolicy")
        .flatMap(
            policy ->
                elements(policy.path("spec").path("ingress"))
                    .flatMap(rule -> elements(rule.path("ports")))
                    .filter(
                        port ->
                            manifests
                                .selected(
                                    policy.path("spec").path("podSelector").path("matchLabels"))
                                .noneMatch(pod -> pod.listens(port.path("port"))))
                    .map(port -> title(policy) + " opens " + port + ", where nobody listens"));
  }

  private static Stream<String> selectors(Manifests manifests) {
    return manifests
        .kind("NetworkPolicy")
        .filter(
            policy ->
                manifests
                    .selected(policy.path("spec").path("podSelector").path("matchLabels"))
                    .findAny()
                    .isEmpty())
        .map(policy -> title(policy) + " is for no pod");
  }
}
