package dev.pokebatch.gateway.run;

import dev.pokebatch.contract.Effort;
import dev.pokebatch.contract.FetchReply;
import dev.pokebatch.contract.Projection;
import dev.pokebatch.contract.client.FetcherCall;
import dev.pokebatch.contract.jsonpath.Pruning;
import dev.pokebatch.gateway.batch.DocumentList;
import dev.pokebatch.gateway.batch.LimitChecks;
import dev.pokebatch.gateway.batch.StepReference;
import dev.pokebatch.gateway.batch.View;
import dev.pokebatch.gateway.plan.ReferencedDocuments;
import dev.pokebatch.gateway.plan.Selection;
import dev.pokebatch.gateway.problem.LimitProblems;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates a reference over the documents of an earlier step, after that step has ended. Documents
 * whose cached body lacks what the path reads, or that are not cached, are fetched again, reduced
 * to what the path reads. The client does not see those. Confined to one event loop.
 */
final class ReferenceResolution implements Resolution {

  private final LeafRun step;
  private final Selection.Linked selection;
  private final StepReference reference;
  private final BatchRun batch;
  private final RunContext context;
  private final StepRun source;

  /** The parts of each document that the path reads. */
  private final Pruning reads;

  private final List<Body> bodies = new ArrayList<>();
  private final List<Body> missing = new ArrayList<>();
  private final Set<FetcherCall> inFlight = new LinkedHashSet<>();
  private Effort effort = Effort.UNTRIED;
  private long bytes;
  private int next;

  /** The permit to fetch missing bodies; null before it is requested. */
  private ReferenceLimiter.@Nullable ReferencePermit permit;

  private boolean permitted;

  ReferenceResolution(LeafRun step, Selection.Linked selection, BatchRun batch) {
    this.step = step;
    this.selection = selection;
    this.reference = selection.reference();
    this.batch = batch;
    this.context = batch.context();
    this.source = batch.step(reference.from());
    this.reads = ReferencedDocuments.reads(reference, source.isMany());
    source.leaves().forEach(leaf -> leaf.bodies().addReference(reads));
  }

  @Override
  public void open() {
    // Later, because whatever ends the source may be about to end this step too.
    source.whenEnded(() -> context.inTurn(batch, this::begin));
  }

  @Override
  public boolean maySend() {
    return permitted && next < missing.size();
  }

  @Override
  public void send(Sender sender) {
    var body = missing.get(next++);
    var fetch = sender.send(body.target, reduced(body.view), true);
    inFlight.add(fetch.call());
    Resolution.whenReplied(fetch, step, batch, reply -> replied(body, fetch, reply));
  }

  @Override
  public List<FetcherCall> calls() {
    return List.copyOf(inFlight);
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
      requestPermit();
    }
    batch.resume();
  }

  private void requestPermit() {
    var refusal = batch.referenceBudget().admitRereads(missing.size());
    if (refusal == null) {
      var requested = batch.pump().references().request(this::fetchMissing);
      permit = requested;
      step.whenEnded(
          () -> {
            forget();
            requested.close();
          });
    } else {
      forget();
      step.unresolved(new Outcome.Refused(refusal, Effort.UNTRIED));
    }
  }

  private void fetchMissing() {
    if (!step.isOver()) {
      permitted = true;
      batch.pump().ready(step);
      batch.resume();
    }
  }

  private void collect(LeafRun leaf) {
    var documents = leaf.documents();
    var view = leaf.leaf().view();
    for (var item = 0; item < documents.size(); item++) {
      var cached = leaf.bodies().get(item);
      if (cached == null) {
        continue;
      }
      var body = new Body(documents.at(item), view);
      bodies.add(body);
      if (cached != CachedBodies.NOT_CACHED && view.fields().keeps(reads)) {
        body.text = cached;
      } else {
        missing.add(body);
      }
    }
  }

  /** Fetchers expand links in documents that a mask has reduced, but not in pruned ones. */
  private View reduced(View shown) {
    var fields = shown.expand().isNone() ? Projection.of(reads) : Projection.maskOf(reads);
    return new View(fields, shown.expand());
  }

  private void replied(Body body, InFlightFetch fetch, FetchReply reply) {
    inFlight.remove(fetch.call());
    effort = effort.and(reply.effort());
    bytes += fetch.grant().refused();
    if (reply instanceof FetchReply.Found found) {
      body.text = found.body();
      bytes += found.body().length();
    }
    var cancelled = step.cancelled(reply);
    var max = batch.limits().referenceBytes();
    if (cancelled != null) {
      if (inFlight.isEmpty()) {
        step.unresolved(cancelled);
      }
    } else if (bytes > max) {
      context.cancel(calls());
      forget();
      var detail = "A reference may read " + max + " bytes of documents, not " + bytes + ".";
      var problem = LimitProblems.limitExceeded("referenceBytes", max, bytes, detail);
      step.unresolved(new Outcome.Refused(problem, effort));
    } else if (inFlight.isEmpty() && next == missing.size()) {
      if (permit != null) {
        permit.shrink(bytes);
      }
      context.inTurn(batch, this::evaluateOwn);
    }
  }

  private void evaluateOwn() {
    if (!step.isOver()) {
      evaluate(null);
      batch.resume();
    }
  }

  /**
   * @param shared the source step, if every reference to it has the same bodies; else null
   */
  private void evaluate(@Nullable StepRun shared) {
    var texts = new ArrayList<@Nullable Buffer>(bodies.size());
    bodies.forEach(body -> texts.add(body.text));
    forget();
    var input = new ReferenceEvaluator.Input(texts, source.isMany());
    batch.references().evaluate(step, reference, shared, input, this::evaluated);
  }

  private void evaluated(ReferenceEvaluator.Evaluated result) {
    if (permit != null) {
      permit.close();
    }
    if (result.documents() != null) {
      select(result.documents());
    } else if (result.problem() != null) {
      step.unresolved(new Outcome.Refused(result.problem(), effort));
    }
  }

  private void select(DocumentList.Resolved linked) {
    // What a step draws from is limited too, although it shows fewer.
    var refusal = new LimitChecks(batch.limits()).fanOut(linked.size());
    if (refusal == null) {
      step.resolved(selection.select(linked), effort);
    } else {
      step.unresolved(new Outcome.Refused(refusal, effort));
    }
  }

  /** Frees the bodies and the calls with their replies: this object lives until the batch ends. */
  private void forget() {
    inFlight.clear();
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
