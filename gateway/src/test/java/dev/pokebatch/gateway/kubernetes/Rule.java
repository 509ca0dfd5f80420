package dev.pokebatch.gateway.kubernetes;

import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Something that must hold between manifests, or between them and the program.
 *
 * @param name what mutations call it
 * @param check gives a sentence for each fault
 */
record Rule(String name, Function<Manifests, Stream<String>> check) {

  /** For each workload that runs the program: the sentence where the condition does not hold. */
  static Stream<String> each(Manifests manifests, Predicate<Workload> holds, String fault) {
    return manifests
        .workloads()
        .filter(Workload::ours)
        .filter(holds.negate())
        .map(workload -> workload.title() + " " + fault);
  }
}
