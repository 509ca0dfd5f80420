package dev.pokebatch.gateway.run;

import dev.pokebatch.contract.Effort;
import dev.pokebatch.contract.client.FetcherCall;
import dev.pokebatch.gateway.batch.BatchLimits;
import dev.pokebatch.gateway.batch.OptionTable;
import dev.pokebatch.gateway.batch.OptionValues;
import dev.pokebatch.gateway.memory.BatchMemory;
import dev.pokebatch.gateway.problem.Problem;
import java.util.List;

/**
 * Decides when the documents of one client are fetched, whether the client has one batch or a
 * stream of them. Fetches are sent in request order, as many at the same time as the client asked
 * for and as the limit over all clients, the memory and the sink allow. Confined to one event loop.
 */
final class Pump {

  /** How often a job asks whether there is something left of a used-up quota. */
  private static final long QUOTA_WAIT_MS = 500;

  private final RunContext context;
  private final BatchMemory memory;
  private final ReferenceLimiter references;
  private final ReplyLimits replyLimits;
  private final FetchSender sender;
  private final SendPermit permit;
  private final ResultSink sink;
  private final Tally tally = new Tally();

  /** Empty unless the client asked for it. */
  private final String traceId;

  private final ReadySteps ready = new ReadySteps();
  private final InFlightCalls calls;
  private Runnable onRoom = () -> {};

  private boolean ownsMemory;
  private boolean over;
  private boolean waitsForQuota;
  private boolean sending;

  /**
   * @param options its concurrency limits the documents in flight; as many others may have their
   *     links expanded meanwhile
   * @param memory reserved for replies; the caller closes it, unless {@link #ownMemory} is called
   */
  Pump(
      RunContext context,
      BatchLimits limits,
      OptionValues options,
      BatchMemory memory,
      ResultSink sink) {
    this.context = context;
    this.calls = new InFlightCalls(options.concurrency());
    this.memory = memory;
    this.sink = sink;
    this.traceId = options.get(OptionTable.TRACE) ? context.trace().batch().traceId() : "";
    var answers = context.dispatcher().memory();
    this.replyLimits = new ReplyLimits(limits, answers, memory, sink);
    this.sender = new FetchSender(context, limits, options, replyLimits, this::arrived);
    this.permit = new SendPermit(context, this::resume);
    var loop = context.loop();
    this.references =
        new ReferenceLimiter(
            answers,
            limits.referenceBytes(),
            task -> loop.runOnContext(soon -> context.guarded(task)));
    context.guard().whenSilenced(this::close);
  }

  /** Returns what the steps share. */
  RunContext context() {
    return context;
  }

  /** Sets what is called whenever {@link #hasRoom} may have become true. */
  void whenRoom(Runnable action) {
    onRoom = action;
  }

  /** Makes this close the memory when it ends; the sink keeps no documents. */
  void ownMemory() {
    ownsMemory = true;
  }

  /** Sends all fetches that may be sent now. */
  void resume() {
    context.guarded(this::sendAll);
  }

  private void sendAll() {
    if (sending) {
      return;
    }
    sending = true;
    while (maySend() && !permit.waits() && !waitsForQuota) {
      var next = ready.first();
      var refusal = next.refusal();
      var exhausted = context.dispatcher().spending().exhausted();
      if (refusal != null) {
        next.refuseNext(refusal);
      } else if (exhausted != null) {
        waitOrRefuse(next, exhausted);
      } else if (permit.acquire()) {
        calls.add();
        sender.sendNext(next);
      }
    }
    sending = false;
    permit.releaseUnused();
    if (hasRoom()) {
      onRoom.run();
    }
  }

  /** Of a job, the next document waits for the quota; of a batch, it fails. */
  private void waitOrRefuse(LeafRun next, Problem exhausted) {
    if (context.dispatcher().spending().waits()) {
      waitsForQuota = true;
      context.vertx().setTimer(QUOTA_WAIT_MS, id -> quotaMayBeLeft());
    } else {
      next.refuseNext(exhausted);
    }
  }

  private void quotaMayBeLeft() {
    waitsForQuota = false;
    resume();
  }

  /**
   * Returns whether the first ready step may send a fetch. In the last millisecond of its time it
   * may not: its timer is about to end it, and a fetcher might already reply that the time is over.
   */
  private boolean maySend() {
    if (over || calls.areFull() || !ready.any()) {
      return false;
    }
    var first = ready.first();
    return first.group().leftMs() > 1
        && !sink.isFull(first.leaf(), first.next())
        && replyLimits.haveMemory(first.sizes().next(), calls.any(), this::resume);
  }

  /** Returns whether another fetch could be sent, but no step has one. */
  boolean hasRoom() {
    return !over && !calls.areFull() && !ready.any();
  }

  boolean isOver() {
    return over;
  }

  /** Returns the limiter of references that read documents. */
  ReferenceLimiter references() {
    return references;
  }

  /** Returns the limits on the bytes of replies. */
  ReplyLimits replyLimits() {
    return replyLimits;
  }

  /** Adds a step that may have something to fetch. */
  void ready(LeafRun leaf) {
    if (!over) {
      ready.add(leaf);
    }
  }

  /** Notes that a call has its reply, so that it is no longer in flight. */
  void replied(FetcherCall call) {
    calls.replied(call);
  }

  /** The document has arrived, and its links are expanded: the next one may be fetched. */
  private void arrived(FetcherCall call) {
    if (!over && calls.arrived(call)) {
      resume();
    }
  }

  /** Counts requests to the upstream that belong to no result. */
  void count(Effort effort) {
    tally.add(effort);
  }

  /** Counts a result and gives it to the sink. */
  void deliver(Result result) {
    if (!over) {
      tally.add(result);
      sink.accept(result);
    }
  }

  /** Adds the names that matched in no document of a step, for the summary. */
  void addUnmatched(List<String> names) {
    tally.addUnmatched(names);
  }

  /** Returns the summary of the results so far. */
  Summary summary() {
    return tally.summary(context.elapsedMs(), traceId);
  }

  /** Ends: the sink has all results. */
  void end() {
    close();
    sink.end(summary());
  }

  private void close() {
    if (!over) {
      context.trace().end(summary());
    }
    over = true;
    ready.clear();
    permit.close();
    references.close();
    if (ownsMemory) {
      memory.close();
    }
  }
}
