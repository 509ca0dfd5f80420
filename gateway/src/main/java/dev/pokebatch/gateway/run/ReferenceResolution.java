package dev.pokebatch.gateway.run;

import dev.pokebatch.contract.Effort;
import dev.pokebatch.contract.FetchReply;
import dev.pokebatch.contract.Projection;
import dev.pokebatch.contract.Pruning;
import dev.pokebatch.contract.client.FetcherCall;
import dev.pokebatch.gateway.batch.StepReference;
import dev.pokebatch.gateway.batch.View;
import dev.pokebatch.gateway.plan.ReferencedDocuments;
import dev.pokebatch.gateway.problem.LimitProblems;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * By the answer of an earlier step, once that has settled. Bodies that do not hold what the path
 * reads, or that were not worth keeping, are had from the fetchers again, cut down to it, and shown
 * to nobody. Confined to one event loop.
 */
final class ReferenceResolution implements Resolution {

  private final LeafRun step;
  private final StepReference reference;
  private final BatchRun batch;
  private final StepRun source;
  private final Pruning reads;
  private final List<Body> bodies = new ArrayList<>();
  private final List<Body> missing = new ArrayList<>();
  private final Set<FetcherCall> underWay = new LinkedHashSet<>();
  private Effort effort = Effort.UNTRIED;
  private long bytes;
  private int next;

  /** Its turn to read again; null before it waits for one. */
  private ReferenceLimiter.@Nullable Permit turn;

  private boolean mayRead;

  ReferenceResolution(LeafRun step, StepReference reference, BatchRun batch) {
    this.step = step;
    this.reference = reference;
    this.batch = batch;
    this.source = batch.step(reference.from());
    this.reads = ReferencedDocuments.reads(reference, source.isMany());
    source.leaves().forEach(leaf -> leaf.bodies().want(reads));
  }

  @Override
  public void open() {
    // Not from within what ends the source: that may be about to end this step too.
    source.whenSettled(() -> batch.inTurn(this::begin));
  }

  @Override
  public boolean maySend() {
    return mayRead && next < missing.size();
  }

  @Override
  public void send(Sender sender) {
    var body = missing.get(next++);
    var sent = sender.send(body.target, cutDown(body.view));
    underWay.add(sent.call());
    sent.call().reply().onSuccess(reply -> step.back(sent, () -> replied(body, sent, reply)));
  }

  @Override
  public List<FetcherCall> calls() {
    return List.copyOf(underWay);
  }

  private void begin() {
    if (step.isOver()) {
      return;
    }
    source.leaves().forEach(this::collect);
    if (bodies.isEmpty() && source.leaves().stream().anyMatch(leaf -> leaf.bodies().any())) {
      step.unresolved(new Outcome.Unmet(reference.from()));
    } else if (missing.isEmpty()) {
      evaluate(source);
    } else {
      readAgain();
    }
    batch.resume();
  }

  private void readAgain() {
    var refusal = batch.admitReading(missing.size());
    if (refusal == null) {
      var taken = batch.awaitReading(this::beginReading);
      turn = taken;
      step.whenSettled(
          () -> {
            forget();
            taken.end();
          });
    } else {
      forget();
      step.unresolved(new Outcome.Refused(refusal, Effort.UNTRIED));
    }
  }

  private void beginReading() {
    if (!step.isOver()) {
      mayRead = true;
      batch.ready(step);
      batch.resume();
    }
  }

  private void collect(LeafRun leaf) {
    var documents = leaf.documents();
    var view = leaf.leaf().view();
    for (var item = 0; item < documents.size(); item++) {
      var kept = leaf.bodies().get(item);
      if (kept == null) {
        continue;
      }
      var body = new Body(documents.at(item), view);
      bodies.add(body);
      if (kept != CachedBodies.NOT_KEPT && reads.isWithin(view.fields())) {
        body.text = kept;
      } else {
        missing.add(body);
      }
    }
  }

  /** Links are followed in a document that a mask has thinned, never in a pruned one. */
  private View cutDown(View shown) {
    var fields = shown.expand().isNone() ? Projection.of(reads) : reads.toMask();
    return new View(fields, shown.expand());
  }

  private void replied(Body body, InFlightFetch sent, FetchReply reply) {
    underWay.remove(sent.call());
    effort = effort.and(reply.effort());
    bytes += sent.grant().refused();
    if (reply instanceof FetchReply.Found found) {
      body.text = found.body();
      bytes += found.body().length();
    }
    var off = step.calledOff(reply);
    var most = batch.limits().referenceBytes();
    if (off != null) {
      if (underWay.isEmpty()) {
        step.unresolved(off);
      }
    } else if (bytes > most) {
      batch.cancel(calls());
      forget();
      var words = "What the path reads has more than " + most + " bytes.";
      var problem = LimitProblems.limitExceeded("referenceBytes", most, bytes, words);
      step.unresolved(new Outcome.Refused(problem, effort));
    } else if (underWay.isEmpty() && next == missing.size()) {
      if (turn != null) {
        turn.settle(bytes);
      }
      batch.inTurn(this::evaluateOwn);
    }
  }

  private void evaluateOwn() {
    if (!step.isOver()) {
      evaluate(null);
      batch.resume();
    }
  }

  /**
   * @param shared the source, where the bodies are those that every reference to it has; else null
   */
  private void evaluate(@Nullable StepRun shared) {
    var texts = new ArrayList<@Nullable Buffer>(bodies.size());
    bodies.forEach(body -> texts.add(body.text));
    forget();
    var read = new ReferenceEvaluator.Input(texts, source.isMany());
    batch.references().evaluate(step, reference, shared, read, this::evaluated);
  }

  private void evaluated(ReferenceEvaluator.Evaluated result) {
    if (turn != null) {
      turn.end();
    }
    if (result.target() != null) {
      step.resolved(result.target(), effort);
    } else if (result.problem() != null) {
      step.unresolved(new Outcome.Refused(result.problem(), effort));
    }
  }

  /** Frees what has been read, and calls with their replies: this object lives with its batch. */
  private void forget() {
    underWay.clear();
    bodies.clear();
    missing.clear();
  }

  /** The body of one of the source's documents. */
  private static final class Body {
    private final String target;
    private final View view;
    private @Nullable Buffer text;

    private Body(String target, View view) {
      this.target = target;
      this.view = view;
    }
  }
}
