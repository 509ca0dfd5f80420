package dev.pokebatch.gateway.job;

import dev.pokebatch.gateway.answer.StoredItem;
import dev.pokebatch.gateway.plan.Leaf;
import dev.pokebatch.gateway.plan.Plan;
import dev.pokebatch.gateway.store.job.ResultRow;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Converts between rows of the store and items of a plan. */
final class ResultRowMapper {

  private final Map<Long, Leaf> leaves;

  ResultRowMapper(Plan plan) {
    leaves =
        plan.root().leaves().stream().collect(Collectors.toMap(Leaf::ordinal, Function.identity()));
  }

  /** The item of a row. */
  StoredItem item(ResultRow row) {
    return new StoredItem(
        Objects.requireNonNull(leaves.get(row.step())),
        row.item(),
        row.target(),
        row.status(),
        row.outcome(),
        row.members(),
        row.bodyAt());
  }

  /** The row of an item. */
  static ResultRow row(StoredItem item) {
    return new ResultRow(
        item.leaf().ordinal(),
        item.index(),
        item.status(),
        item.outcome(),
        item.target(),
        item.bodyAt(),
        item.members());
  }
}
