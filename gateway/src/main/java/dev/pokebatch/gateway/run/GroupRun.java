package dev.pokebatch.gateway.run;

import dev.pokebatch.contract.Effort;
import dev.pokebatch.gateway.batch.Mode;
import dev.pokebatch.gateway.batch.OnError;
import dev.pokebatch.gateway.plan.Branch;
import dev.pokebatch.gateway.plan.Leaf;
import dev.pokebatch.gateway.plan.Node;
import dev.pokebatch.process.trace.TraceSpan;
import io.vertx.core.Promise;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A group of steps while it runs. Starts its steps, in parallel or in sequence, and ends when all
 * of them have ended. It ends early at its deadline, or, with {@link OnError#STOP}, when a step
 * fails. Confined to one event loop.
 */
final class GroupRun implements StepRun {

  private final Branch branch;
  private final @Nullable GroupRun parent;
  private final BatchRun batch;
  private final List<StepRun> children;
  private final Promise<Void> end = Promise.promise();
  private @Nullable Deadline deadline;
  private TraceSpan span = TraceSpan.NONE;
  private int opened;
  private int ended;

  private boolean opening;
  private boolean opensNext;

  /** Whether no more steps are started. */
  private boolean closed;

  GroupRun(Branch branch, @Nullable GroupRun parent, BatchRun batch) {
    this.branch = branch;
    this.parent = parent;
    this.batch = batch;
    this.children = branch.children().stream().map(this::run).toList();
  }

  private StepRun run(Node child) {
    var run =
        child instanceof Branch inner
            ? new GroupRun(inner, this, batch)
            : new LeafRun((Leaf) child, this, batch);
    batch.register(child.id(), run);
    return run;
  }

  Mode mode() {
    return branch.mode();
  }

  TraceSpan span() {
    return span;
  }

  /** Returns the milliseconds that are left to it and to the groups around it. */
  long leftMs() {
    var around = parent == null ? Long.MAX_VALUE : parent.leftMs();
    return deadline == null ? around : Math.min(around, deadline.leftMs());
  }

  @Override
  public void open() {
    var trace = batch.context().trace();
    span = parent == null ? trace.batch() : trace.beginStep(this, branch.id(), parent.span);
    var own = branch.deadlineMs();
    if (own.isPresent()) {
      deadline = batch.context().deadline(Math.min(own.getAsLong(), leftMs()), this::expire);
    }
    do {
      openNext();
    } while (mode() == Mode.PARALLEL && opened < children.size() && !closed);
  }

  @Override
  public void stop(String cause) {
    closed = true;
    children.forEach(child -> child.stop(cause));
  }

  @Override
  public void end(Function<Effort, Outcome> outcome) {
    closed = true;
    children.forEach(child -> child.end(outcome));
  }

  @Override
  public void abandon() {
    closed = true;
    children.forEach(StepRun::abandon);
    if (deadline != null) {
      deadline.close();
    }
  }

  /**
   * One of its steps failed. With {@link OnError#CONTINUE} the group goes on; otherwise it fails
   * itself, as a step of the group around it.
   */
  void failed(String step) {
    if (closed || branch.onError() == OnError.CONTINUE) {
      return;
    }
    stop(step);
    failed();
  }

  private void failed() {
    if (parent != null) {
      parent.failed(branch.id());
    } else {
      batch.failed();
    }
  }

  /** One of its steps has ended. */
  void childEnded() {
    if (++ended < children.size()) {
      if (!closed && mode() == Mode.SEQUENCE) {
        openNext();
      }
      return;
    }
    closed = true;
    if (deadline != null) {
      deadline.close();
    }
    end.tryComplete();
    if (parent == null) {
      batch.ended();
    } else {
      parent.childEnded();
    }
  }

  @Override
  public void whenEnded(Runnable action) {
    end.future().onComplete(done -> action.run());
  }

  @Override
  public boolean isMany() {
    return true;
  }

  @Override
  public List<LeafRun> leaves() {
    return children.stream().flatMap(child -> child.leaves().stream()).toList();
  }

  private void expire() {
    end(Outcome::late);
    if (branch.onError() == OnError.STOP) {
      failed();
    }
    batch.resume();
  }

  /** Starts the next step. A step that ends at once must not start the next one recursively. */
  private void openNext() {
    opensNext = true;
    if (opening) {
      return;
    }
    opening = true;
    while (opensNext && !closed) {
      opensNext = false;
      children.get(opened++).open();
    }
    opening = false;
  }
}
