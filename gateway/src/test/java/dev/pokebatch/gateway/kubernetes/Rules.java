package dev.pokebatch.gateway.kubernetes;

import java.util.List;
import java.util.stream.Stream;

/** All rules. */
final class Rules {

  static final List<Rule> ALL =
      Stream.of(
              SchemaRules.ALL,
              ReferenceRules.ALL,
              PodRules.ALL,
              MemoryRules.ALL,
              VolumeRules.ALL,
              SettingRules.ALL,
              CertificateRules.ALL,
              ShutdownRules.ALL,
              AvailabilityRules.ALL,
              NetworkRules.ALL)
          .flatMap(List::stream)
          .toList();

  private Rules() {}

  static Rule named(String name) {
    return ALL.stream().filter(rule -> rule.name().equals(name)).findFirst().orElseThrow();
  }

  /** All faults, each with the name of its rule. */
  static List<String> faults(Manifests manifests) {
    return ALL.stream()
        .flatMap(rule -> rule.check().apply(manifests).map(fault -> rule.name() + ": " + fault))
        .toList();
  }
}
