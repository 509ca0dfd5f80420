package dev.pokebatch.gateway.answer;

import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One text with the results of a job in request order, in which they are handed in; steps that have
 * none yet are left out.
 */
final class StoredOrder implements StoredAnswer {

  private final WholeOrStreamed body;
  private final Format format;
  private final Deque<Outline.Entry> outline;
  private final Set<Long> nothing;
  private final Consumer<Throwable> fail;

  /** The last that was handed in: only the next one tells whether its step has more. */
  private @Nullable Pending pending;

  private record Pending(StoredItem item, boolean shown) {}

  /**
   * @param nothing steps that turned out to stand for no documents
   * @param fail answers what went wrong, where that is possible still
   */
  StoredOrder(
      WholeOrStreamed body,
      Format format,
      List<Outline.Entry> outline,
      Set<Long> nothing,
      Consumer<Throwable> fail) {
    this.body = body;
    this.format = format;
    this.outline = new ArrayDeque<>(outline);
    this.nothing = nothing;
    this.fail = fail;
  }

  @Override
  public void begin(Runnable resume) {
    body.begin(resume, () -> {});
    format.begin();
  }

  @Override
  public boolean isFull() {
    return body.isFull();
  }

  @Override
  public void item(long seq, StoredItem item, boolean shown) {
    var before = pending;
    pending = new Pending(item, shown);
    if (before != null) {
      show(before, before.item.leaf().ordinal() != item.leaf().ordinal());
    }
  }

  @Override
  public void note(Standing standing) {} // it is told at the end

  @Override
  public void end(Standing standing) {
    var last = pending;
    if (last != null) {
      show(last, true);
    }
    while (!outline.isEmpty()) {
      pass(outline.removeFirst());
    }
    var all = standing.summary();
    var more =
        new JsonObject()
            .put("complete", standing.complete())
            .put("ended", standing.ended())
            .put("seq", standing.seq());
    body.write(format.tail(all, more));
    body.end(all, standing.complete());
  }

  @Override
  public void fail(Throwable why) {
    abandon();
    fail.accept(why);
  }

  @Override
  public void abandon() {
    body.abandon();
  }

  private void show(Pending result, boolean last) {
    while (!isOf(outline.getFirst(), result.item)) {
      pass(outline.removeFirst());
    }
    format.item(result.item, result.shown, last);
    if (last) {
      outline.removeFirst();
    }
  }

  private static boolean isOf(Outline.Entry entry, StoredItem item) {
    return entry instanceof Outline.Documents documents
        && documents.leaf().ordinal() == item.leaf().ordinal();
  }

  /** What has no results, or none yet. */
  private void pass(Outline.Entry entry) {
    if (entry instanceof Outline.Begin begin) {
      format.begin(begin.group());
    } else if (entry instanceof Outline.End) {
      format.end();
    } else if (entry instanceof Outline.Documents documents
        && nothing.contains(documents.leaf().ordinal())) {
      format.nothing(documents.leaf());
    }
  }
}
