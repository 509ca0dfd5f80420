package dev.pokebatch.gateway.run;

import dev.pokebatch.contract.jsonpath.WorkBudget;
import dev.pokebatch.contract.jsonpath.WorkLimitExceeded;
import dev.pokebatch.gateway.batch.DocumentList;
import dev.pokebatch.gateway.batch.StepReference;
import dev.pokebatch.gateway.plan.ReferencedDocuments;
import dev.pokebatch.gateway.problem.LimitProblems;
import dev.pokebatch.gateway.problem.Problem;
import dev.pokebatch.gateway.problem.ProblemException;
import io.vertx.core.AsyncResult;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates the references of a batch. Cheap evaluations over small bodies run at once on the event
 * loop. Others run on a worker thread in slices, and between two slices other batches have their
 * turn. A slice parses the bodies once and evaluates several references over them. All references
 * of a batch share a limit on work. Confined to one event loop, except for slices; a batch has at
 * most one slice at a time.
 */
final class ReferenceEvaluator {

  /** Bodies with fewer bytes are evaluated on the event loop. */
  private static final int SMALL_BYTES = 8_192;

  /** Nodes that an evaluation on the event loop may visit, which takes tens of microseconds. */
  private static final long SMALL_WORK = 2_000;

  /** Nodes that one evaluation may visit, which takes about ten milliseconds. */
  private static final long PATH_WORK = 300_000;

  /** Bytes that are parsed in the time of visiting one node, about. */
  private static final int BYTES_A_NODE = 8;

  private final BatchRun batch;
  private final RunContext context;
  private final WorkBudget work;
  private final Map<StepRun, SharedInput> shared = new HashMap<>();

  /** The work that has been counted in the quotas of the client. */
  private long counted;

  ReferenceEvaluator(BatchRun batch, RunContext context) {
    this.context = context;
    this.batch = batch;
    this.work = new WorkBudget(batch.limits().referenceWork());
  }

  /**
   * The result of a reference; one component is null.
   *
   * @param documents the documents that it selects
   * @param problem why it selects none
   */
  record Evaluated(DocumentList.@Nullable Resolved documents, @Nullable Problem problem) {}

  /**
   * The bodies that a reference is evaluated over.
   *
   * @param texts the bodies; null for a document that was not found
   * @param many whether the path is evaluated over an array of all bodies, not over the only one
   */
  record Input(List<@Nullable Buffer> texts, boolean many) {

    private long bytes() {
      return texts.stream().filter(Objects::nonNull).mapToLong(Buffer::length).sum();
    }

    private @Nullable Object parse() {
      if (!many) {
        return texts.isEmpty() ? null : parse(texts.get(0));
      }
      var all = new JsonArray();
      texts.forEach(text -> all.add(parse(text)));
      return all;
    }

    private static @Nullable Object parse(@Nullable Buffer text) {
      return text == null ? null : Json.decodeValue(text);
    }
  }

  /** A reference that waits to be evaluated. */
  private record PendingReference(
      LeafRun step, StepReference reference, Consumer<Evaluated> then) {}

  /** The references that wait to be evaluated over the same bodies. */
  private record SharedInput(
      @Nullable StepRun source, Input bodies, Deque<PendingReference> waiting) {}

  /**
   * Evaluates a reference.
   *
   * @param step the step that has the reference; if it ends before, nothing is evaluated
   * @param source the step that the bodies belong to, if every reference to it has the same bodies;
   *     null if they were fetched for this reference
   * @param then takes the result
   */
  void evaluate(
      LeafRun step,
      StepReference reference,
      @Nullable StepRun source,
      Input bodies,
      Consumer<Evaluated> then) {
    if (bodies.bytes() < SMALL_BYTES) {
      var result = evaluateAtOnce(reference, bodies);
      countWork();
      if (result != null) {
        then.accept(result);
        return;
      }
    }
    var group = source == null ? null : shared.get(source);
    if (group != null) {
      group.waiting.add(new PendingReference(step, reference, then));
      return;
    }
    var input = new SharedInput(source, bodies, new ArrayDeque<>());
    input.waiting.add(new PendingReference(step, reference, then));
    if (source == null) {
      evaluateNext(input);
    } else {
      shared.put(source, input);
      // Later, when all references to the source have been added.
      context.inTurn(batch, () -> evaluateNext(input));
    }
  }

  /** Counts the work since the last call in the quotas of the client. */
  private void countWork() {
    var all = batch.limits().referenceWork() - work.left();
    context.dispatcher().spending().visited(all - counted);
    counted = all;
  }

  /** Returns null if the evaluation takes too long for the event loop. */
  private @Nullable Evaluated evaluateAtOnce(StepReference reference, Input bodies) {
    try {
      return evaluate(reference, bodies.parse(), SMALL_WORK);
    } catch (WorkLimitExceeded tooMuch) {
      return null;
    } catch (DecodeException beyondTheParser) {
      return unreadable(reference);
    }
  }

  private void evaluateNext(SharedInput group) {
    group.waiting.removeIf(waiting -> waiting.step.isOver());
    if (group.waiting.isEmpty()) {
      if (group.source != null) {
        shared.remove(group.source);
      }
      return;
    }
    var next = List.copyOf(group.waiting);
    context
        .onWorker(batch, () -> slice(group.bodies, next))
        .onComplete(done -> batch.guard(() -> evaluated(group, done)));
  }

  private void evaluated(SharedInput group, AsyncResult<List<Evaluated>> slice) {
    if (slice.failed()) {
      throw new IllegalStateException("The evaluation of a reference failed", slice.cause());
    }
    countWork();
    for (var result : slice.result()) {
      var waiting = group.waiting.remove();
      if (!waiting.step.isOver()) {
        waiting.then.accept(result);
      }
    }
    evaluateNext(group);
    batch.resume();
  }

  /** Evaluates as many references as fit into a slice, at least one. */
  private List<Evaluated> slice(Input bodies, List<PendingReference> references) {
    var before = work.left();
    var results = new ArrayList<Evaluated>();
    try {
      work.spend(bodies.bytes() / BYTES_A_NODE);
      var root = bodies.parse();
      for (var next = 0; next < references.size() && before - work.left() < PATH_WORK; next++) {
        results.add(evaluateBounded(references.get(next).reference, root));
      }
      if (results.isEmpty()) {
        results.add(evaluateBounded(references.get(0).reference, root));
      }
    } catch (WorkLimitExceeded tooMuch) {
      references.forEach(reference -> results.add(new Evaluated(null, tooMuchInBatch())));
    } catch (DecodeException beyondTheParser) {
      references.forEach(waiting -> results.add(unreadable(waiting.reference)));
    }
    return results;
  }

  private Evaluated evaluateBounded(StepReference reference, @Nullable Object root) {
    var bounded = work.left() >= PATH_WORK;
    try {
      return evaluate(reference, root, PATH_WORK);
    } catch (WorkLimitExceeded tooMuch) {
      return new Evaluated(null, bounded ? tooMuchInPath() : tooMuchInBatch());
    }
  }

  private Evaluated evaluate(StepReference reference, @Nullable Object root, long most) {
    var given = Math.min(most, work.left());
    var part = new WorkBudget(given);
    try {
      var documents = batch.limits().fanOut() + 1;
      return new Evaluated(ReferencedDocuments.documents(reference, root, documents, part), null);
    } catch (ProblemException unresolved) {
      return new Evaluated(null, unresolved.problem());
    } finally {
      work.spend(given - part.left());
    }
  }

  private static Evaluated unreadable(StepReference reference) {
    var detail =
        "The path reads a document that is nested too deeply, or has a name or number that is too"
            + " long.";
    return new Evaluated(null, ReferencedDocuments.unresolved(reference, detail));
  }

  private static Problem tooMuchInPath() {
    var detail =
        "A path may visit " + PATH_WORK + " nodes of its documents. Select with a shorter path.";
    return LimitProblems.limitExceeded("pathNodes", PATH_WORK, PATH_WORK + 1, detail);
  }

  private Problem tooMuchInBatch() {
    var most = batch.limits().referenceWork();
    var detail =
        "The references of a batch may visit " + most + " nodes together. Use fewer references.";
    return LimitProblems.limitExceeded("referenceWork", most, most + 1, detail);
  }
}
