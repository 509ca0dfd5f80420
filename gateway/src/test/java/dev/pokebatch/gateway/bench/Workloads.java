package dev.pokebatch.gateway.bench;

import java.util.List;
import java.util.stream.Collectors;

/** The rows of the benchmark. */
final class Workloads {

  /** How many documents the sample upstream has. */
  static final int DOCUMENTS = 1_000;

  /** The mask of (d). */
  static final String FIELDS = "id,name,types.type.name,stats.base_stat,stats.stat.name";

  /** A card in columns. Documents of Pokémon have no names, so the last one is null. */
  static final String SHAPE =
      "id,name,"
          + List.of("hp", "attack", "defense", "special-attack", "special-defense", "speed")
              .stream()
              .map(stat -> stat + ":value($.stats[?@.stat.name=='" + stat + "'].base_stat)")
              .collect(Collectors.joining(","))
          + ",types:$.types[*].type.name,german:value($.names[?@.language.name=='de'].name)";

  private static final String SMALL = "id,name";

  static final List<Workload> COLD =
      List.of(
          new Workload("a", "20 of 80 KB at 100 ms", 20, 1, 20, 100, "*", 0.1),
          new Workload(
              "b", "1,000 of 80 KB at 100 ms, 100 at once", DOCUMENTS, 1, 100, 100, "*", 1),
          new Workload("c", "1,000 of 230 KB at 0 ms, 64 at once", DOCUMENTS, 1, 64, 0, "*", 0),
          new Workload("d", "the same, five fields of each", DOCUMENTS, 1, 64, 0, FIELDS, 0),
          new Workload("d'", "the same, a shape of ten members", DOCUMENTS, 1, 64, 0, SHAPE, 0));

  static final Workload WARM =
      new Workload("e", "1,000 small ones from warm caches", DOCUMENTS, 1, 100, 0, SMALL, 0);

  static final List<Workload> HOT =
      List.of(
          new Workload("f", "5 times 1,000 hot ones, five fields", DOCUMENTS, 5, 100, 0, FIELDS, 0),
          new Workload("f'", "the same, as gzip", DOCUMENTS, 5, 100, 0, FIELDS, 0).compressed(),
          new Workload("g", "151 hot ones, five fields", 151, 1, 100, 0, FIELDS, 0));

  static final Workload MEASURED =
      new Workload("m", "15 times 1,000 hot ones, in turns", DOCUMENTS, 15, 100, 0, FIELDS, 0);

  static final Workload KEPT =
      new Workload("h", "a job of 50,000, all warm, 256 MB", DOCUMENTS, 50, 64, 0, SMALL, 0);

  private Workloads() {}
}
