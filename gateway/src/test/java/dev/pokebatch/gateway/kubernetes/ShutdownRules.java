package dev.pokebatch.gateway.kubernetes;

import static dev.pokebatch.gateway.kubernetes.Manifests.elements;

import dev.pokebatch.fetcher.launch.FetcherSettings;
import dev.pokebatch.gateway.launch.GatewaySettings;
import dev.pokebatch.process.launch.Management;
import dev.pokebatch.process.settings.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** A pod that is taken away has the time that its process takes to end without losing anything. */
final class ShutdownRules {

  static final List<Rule> ALL =
      List.of(
          new Rule("grace period", ShutdownRules::gracePeriod),
          new Rule("longest batch", ShutdownRules::longestBatch),
          new Rule("longest fetch", ShutdownRules::longestFetch),
          new Rule("endpoints", ShutdownRules::endpoints));

  /** After its grace, a process closes what is left: twice five seconds at most. */
  private static final Duration CLOSING = Duration.ofSeconds(10);

  /** Load balancers take that long to hear of a pod that leaves. */
  private static final Duration ENDPOINTS = Duration.ofSeconds(5);

  private ShutdownRules() {}

  /** How long the container goes on before it is sent SIGTERM. */
  static Duration preStop(Workload workload) {
    var command =
        workload.container().path("lifecycle").path("preStop").path("exec").path("command");
    var words = elements(command).map(word -> word.asText()).toList();
    return words.size() == 2 && words.get(0).equals("sleep")
        ? Duration.ofSeconds(Long.parseLong(words.get(1)))
        : Duration.ZERO;
  }

  static Duration grace(Workload workload) {
    return Management.read(Settings.of(workload.environment())).grace();
  }

  static Duration termination(Workload workload) {
    return Duration.ofSeconds(workload.pod().path("terminationGracePeriodSeconds").asLong(30));
  }

  private static Stream<String> gracePeriod(Manifests manifests) {
    return Rule.each(
        manifests,
        workload -> {
          var needed = preStop(workload).plus(grace(workload)).plus(CLOSING);
          return termination(workload).compareTo(needed) > 0;
        },
        "is killed before its process has ended");
  }

  /** A batch that is accepted at the last moment runs to its deadline, and its answer is sent. */
  private static Stream<String> longestBatch(Manifests manifests) {
    return Rule.each(
        manifests,
        workload -> {
          if (!workload.name().equals("gateway")) {
            return true;
          }
          var config = GatewaySettings.gateway(Settings.of(workload.environment()));
          var needed = config.notice().plusMillis(config.limits().maxDeadlineMs()).plusSeconds(2);
          return grace(workload).compareTo(needed) >= 0;
        },
        "calls off batches that are within their deadline");
  }

  private static Stream<String> longestFetch(Manifests manifests) {
    return Rule.each(
        manifests,
        workload -> {
          if (!workload.name().equals("fetcher")) {
            return true;
          }
          var config = FetcherSettings.fetcher(Settings.of(workload.environment()));
          return grace(workload).compareTo(Objects.requireNonNull(config.timeout())) > 0;
        },
        "gives up requests that the upstream may still answer");
  }

  /** A gateway accepts batches as long as a load balancer may send some. */
  private static Stream<String> endpoints(Manifests manifests) {
    return Rule.each(
        manifests,
        workload -> {
          if (!workload.name().equals("gateway")) {
            return true;
          }
          var config = GatewaySettings.gateway(Settings.of(workload.environment()));
          return preStop(workload).compareTo(ENDPOINTS) >= 0 && config.notice().toMillis() > 0;
        },
        "closes its port while load balancers still send batches there");
  }
}
