package dev.pokebatch.gateway.batch;

import dev.pokebatch.fetcher.contract.Projection;
import dev.pokebatch.fetcher.contract.TransportKind;
import dev.pokebatch.gateway.problem.ProblemException;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a batch from JSON, or says all that is wrong with it at once. */
public final class BatchReader {

  private final BatchLimits limits;

  /** Reads batches within the limits. */
  public BatchReader(BatchLimits limits) {
    this.limits = limits;
  }

  /**
   * Reads a batch.
   *
   * @param body JSON in UTF-8; null is as good as empty
   * @throws ProblemException {@code malformed-json}, {@code invalid-request} with every fault and
   *     its JSON pointer, or {@code limit-exceeded}
   */
  public BatchRequest read(@Nullable Buffer body) {
    var faults = new Faults();
    var json = JsonText.read(body == null ? new byte[0] : body.getBytes(), faults);
    if (!(json instanceof Map<?, ?> map)) {
      faults.add("", "a batch is an object");
      faults.throwIfAny();
      throw new IllegalStateException("a fault was noted");
    }
    var members = new Members(map, "", faults);
    members.refuseOthers("requests", "mode", "concurrency", "deadlineMs", "fields", "transport");
    var steps = steps(members, faults);
    var mode = members.choice("mode", Mode.PARALLEL);
    var transport = members.choice("transport", TransportKind.NON_BLOCKING);
    var concurrency = members.count("concurrency", limits.defaultConcurrency());
    var deadlineMs = members.count("deadlineMs", limits.defaultDeadlineMs());
    faults.throwIfAny();
    BatchLimits.check("concurrency", limits.maxConcurrency(), concurrency);
    BatchLimits.check("deadlineMs", limits.maxDeadlineMs(), deadlineMs);
    checkDocuments(steps);
    return new BatchRequest(steps, mode, (int) concurrency, deadlineMs, transport);
  }

  private List<Step> steps(Members members, Faults faults) {
    var fields = StepReader.fields(members, Projection.ALL, faults);
    var steps = new ArrayList<Step>();
    if (!(members.value("requests") instanceof List<?> list)) {
      faults.add(members.has("requests") ? "/requests" : "", "requests must be an array of steps");
      return steps;
    }
    if (list.isEmpty()) {
      faults.add("/requests", "a batch has at least one step");
    }
    BatchLimits.check("steps", limits.steps(), list.size());
    var reader = new StepReader(fields, faults);
    for (var i = 0; i < list.size(); i++) {
      var step = reader.read(list.get(i), i);
      if (step != null) {
        steps.add(step);
      }
    }
    return steps;
  }

  private void checkDocuments(List<Step> steps) {
    var documents = 0L;
    for (var step : steps) {
      var size = ((Step.Get) step).target().size();
      BatchLimits.check("fanOut", limits.fanOut(), size);
      documents += size;
    }
    BatchLimits.check("documents", limits.documents(), documents);
  }
}
