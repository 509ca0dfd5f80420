package dev.pokebatch.gateway.plan;

import dev.pokebatch.gateway.batch.BatchRequest;
import dev.pokebatch.gateway.batch.Mode;
import dev.pokebatch.gateway.batch.Step;
import dev.pokebatch.gateway.batch.Target;
import java.util.ArrayList;
import java.util.List;

/**
 * What is to be done for a batch.
 *
 * @param tasks its documents in request order; each one's ordinal is its place here
 * @param width the most of them under way at once: 1 where they are to come in sequence
 */
public record Plan(List<Task> tasks, int width) {

  /** Copies the list. */
  public Plan {
    tasks = List.copyOf(tasks);
  }

  /** Plans a batch. */
  public static Plan of(BatchRequest request) {
    var tasks = new ArrayList<Task>();
    for (var step : request.steps()) {
      add(tasks, (Step.Get) step, tasks.isEmpty() ? 0 : last(tasks).step().index() + 1);
    }
    return new Plan(tasks, request.mode() == Mode.SEQUENCE ? 1 : request.concurrency());
  }

  private static void add(List<Task> tasks, Step.Get get, int index) {
    var target = get.target();
    var many = target instanceof Target.Range;
    var step = new PlannedStep(index, get.id(), many, target.size(), get.fields());
    for (var item = 0; item < target.size(); item++) {
      tasks.add(new Task(tasks.size(), step, item, target.at(item)));
    }
  }

  private static Task last(List<Task> tasks) {
    return tasks.get(tasks.size() - 1);
  }
}
