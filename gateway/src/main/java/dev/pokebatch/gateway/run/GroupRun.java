package dev.pokebatch.gateway.run;

import dev.pokebatch.contract.Effort;
import dev.pokebatch.gateway.batch.Mode;
import dev.pokebatch.gateway.batch.OnError;
import dev.pokebatch.gateway.plan.Branch;
import dev.pokebatch.gateway.plan.Leaf;
import dev.pokebatch.gateway.plan.Node;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A group of steps while it runs: opens them in their turn and ends when all of them have settled;
 * sooner where its time runs out, or, with {@link OnError#STOP}, where one of them has failed.
 * Confined to one event loop.
 */
final class GroupRun implements StepRun {

  private final Branch branch;
  private final @Nullable GroupRun parent;
  private final BatchRun batch;
  private final List<StepRun> children;
  private final Settling settling = new Settling();
  private @Nullable Deadline scope;
  private int opened;
  private int settled;

  private boolean opening;
  private boolean opensNext;

  /** Whether no more of its steps are opened. */
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

  /** Milliseconds that are left to it: never more than to what is around it. */
  long leftMs() {
    var around = parent == null ? Long.MAX_VALUE : parent.leftMs();
    return scope == null ? around : Math.min(around, scope.leftMs());
  }

  @Override
  public void open() {
    var own = branch.deadlineMs();
    if (own.isPresent()) {
      scope =
          new Deadline(
              batch.vertx(), Math.min(own.getAsLong(), leftMs()), () -> batch.guard(this::expire));
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
    if (scope != null) {
      scope.close();
    }
  }

  /**
   * One of its steps has failed. A group that goes on contains the failure; one that stops has
   * failed itself, as a step of what is around it.
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

  /** One of its steps has settled. */
  void settled() {
    if (++settled < children.size()) {
      if (!closed && mode() == Mode.SEQUENCE) {
        openNext();
      }
      return;
    }
    closed = true;
    if (scope != null) {
      scope.close();
    }
    settling.over();
    if (parent == null) {
      batch.settled();
    } else {
      parent.settled();
    }
  }

  @Override
  public void whenSettled(Runnable action) {
    settling.whenOver(action);
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

  /** One after the other: steps that are over at once must not open the next from within. */
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
