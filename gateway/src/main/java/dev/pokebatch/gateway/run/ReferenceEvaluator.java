package dev.pokebatch.gateway.run;

import dev.pokebatch.gateway.batch.DocumentList;
import dev.pokebatch.gateway.batch.StepReference;
import dev.pokebatch.gateway.jsonpath.WorkBudget;
import dev.pokebatch.gateway.jsonpath.WorkLimitExceeded;
import dev.pokebatch.gateway.plan.ReferencedDocuments;
import dev.pokebatch.gateway.problem.Problem;
import dev.pokebatch.gateway.problem.LimitProblems;
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
 * Evaluates the references of a batch. What takes few steps over small bodies is done at once;
 * anything else is done beside the event loop, a slice at a time, and between two slices other
 * batches have their turn. Bodies are parsed once for all references over them, as far as these fit
 * into a slice. All references of a batch share a bound on work. Confined to one event loop, but
 * for the slices, of which a batch has one at a time.
 */
final class ReferenceEvaluator {

  /** Bodies of fewer bytes are evaluated at once. */
  private static final int SMALL_BYTES = 8_192;

  /** Nodes that an evaluation on the event loop may visit: some tens of microseconds. */
  private static final long SMALL_WORK = 2_000;

  /** Nodes that one evaluation may visit: some ten milliseconds. */
  private static final long PATH_WORK = 300_000;

  /** To parse so many bytes takes about as long as to visit a node. */
  private static final int BYTES_A_NODE = 8;

  private final BatchRun batch;
  private final Pump pump;
  private final WorkBudget work;
  private final Map<StepRun, SharedInput> shared = new HashMap<>();

  ReferenceEvaluator(BatchRun batch, Pump pump) {
    this.pump = pump;
    this.batch = batch;
    this.work = new WorkBudget(batch.limits().referenceWork());
  }

  /**
   * What a reference comes to: documents, or the problem that there are none. One is null.
   *
   * @param target the documents
   * @param problem why there are none
   */
  record Evaluated(@Nullable DocumentList target, @Nullable Problem problem) {}

  /** The bodies that a reference is evaluated over; null stands for one that is not there. */
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

  /** A reference that waits for its turn. */
  private record PendingReference(
      LeafRun step, StepReference reference, Consumer<Evaluated> then) {}

  /** References over the same bodies. */
  private record SharedInput(
      @Nullable StepRun source, Input bodies, Deque<PendingReference> waiting) {}

  /**
   * Evaluates a reference.
   *
   * @param step whose reference it is; once it is over, the reference need not be evaluated
   * @param source the step whose answers are the bodies, the same for every reference to it; null
   *     where the bodies are this reference's own
   * @param then takes the result
   */
  void evaluate(
      LeafRun step,
      StepReference reference,
      @Nullable StepRun source,
      Input bodies,
      Consumer<Evaluated> then) {
    if (bodies.bytes() < SMALL_BYTES) {
      var quick = quickly(reference, bodies);
      if (quick != null) {
        then.accept(quick);
        return;
      }
    }
    var group = source == null ? null : shared.get(source);
    if (group != null) {
      group.waiting.add(new PendingReference(step, reference, then));
      return;
    }
    var begun = new SharedInput(source, bodies, new ArrayDeque<>());
    begun.waiting.add(new PendingReference(step, reference, then));
    if (source == null) {
      goOn(begun);
    } else {
      shared.put(source, begun);
      batch.inTurn(() -> goOn(begun)); // after all other references to the source are here
    }
  }

  /** Null where it takes more steps than the event loop has time for. */
  private @Nullable Evaluated quickly(StepReference reference, Input bodies) {
    try {
      return evaluate(reference, bodies.parse(), SMALL_WORK);
    } catch (WorkLimitExceeded tooMuch) {
      return null;
    } catch (DecodeException beyondTheParser) {
      return unreadable(reference);
    }
  }

  private void goOn(SharedInput group) {
    group.waiting.removeIf(waiting -> waiting.step.isOver());
    if (group.waiting.isEmpty()) {
      if (group.source != null) {
        shared.remove(group.source);
      }
      return;
    }
    var next = List.copyOf(group.waiting);
    pump.beside(batch, () -> slice(group.bodies, next))
        .onComplete(done -> batch.guard(() -> evaluated(group, done)));
  }

  private void evaluated(SharedInput group, AsyncResult<List<Evaluated>> slice) {
    if (slice.failed()) {
      throw new IllegalStateException("a reference could not be evaluated", slice.cause());
    }
    for (var result : slice.result()) {
      var waiting = group.waiting.remove();
      if (!waiting.step.isOver()) {
        waiting.then.accept(result);
      }
    }
    goOn(group);
    batch.resume();
  }

  /** The results of the first few references, at least of one. */
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
      references.forEach(reference -> results.add(new Evaluated(null, tooMuchInAll())));
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
      return new Evaluated(null, bounded ? tooMuchAtOnce() : tooMuchInAll());
    }
  }

  private Evaluated evaluate(StepReference reference, @Nullable Object root, long most) {
    var given = Math.min(most, work.left());
    var part = new WorkBudget(given);
    try {
      var documents = batch.limits().fanOut() + 1;
      return new Evaluated(ReferencedDocuments.documents(reference, root, documents, part), null);
    } catch (ProblemException nowhere) {
      return new Evaluated(null, nowhere.problem());
    } finally {
      work.spend(given - part.left());
    }
  }

  private static Evaluated unreadable(StepReference reference) {
    var words = "a document that it reads nests too deep, or has too long a name or number";
    return new Evaluated(null, ReferencedDocuments.unresolved(reference, words));
  }

  private static Problem tooMuchAtOnce() {
    var words = "The path would have to visit too many nodes.";
    return LimitProblems.limitExceeded("pathNodes", PATH_WORK, PATH_WORK + 1, words);
  }

  private Problem tooMuchInAll() {
    var most = batch.limits().referenceWork();
    var words = "The references of a batch may visit " + most + " nodes together.";
    return LimitProblems.limitExceeded("referenceWork", most, most + 1, words);
  }
}
