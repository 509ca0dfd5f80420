package dev.pokebatch.gateway.answer;

import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Answers with a job's stored results in request order, in which the caller passes them; steps
 * without results so far are left out.
 */
final class StoredOrderedAnswer implements StoredAnswer {

  private final AnswerBody body;
  private final Format format;
  private final Deque<Outline.OutlineEntry> outline;
  private final Set<Long> nothing;
  private final Consumer<Throwable> fail;

  /** Results that are not written yet: only the next one shows whether its step has more. */
  private final Deque<Pending> pending = new ArrayDeque<>();

  private @Nullable Progress progress;
  private boolean over;

  private record Pending(StoredItem item, boolean shown) {}

  /**
   * @param nothing ordinals of the steps that resolved to no documents
   * @param fail answers a problem, or truncates the answer if its head has been sent
   */
  StoredOrderedAnswer(
      AnswerBody body,
      Format format,
      List<Outline.OutlineEntry> outline,
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
    format.begin(written -> goOn(written, resume));
  }

  private void goOn(Runnable written, Runnable resume) {
    if (over) {
      return;
    }
    try {
      written.run();
      advance();
      resume.run();
    } catch (RuntimeException failed) {
      fail(failed);
    }
  }

  @Override
  public boolean isFull() {
    return format.isBusy() || pending.size() > 1 || body.isFull();
  }

  @Override
  public void item(long seq, StoredItem item, boolean shown) {
    pending.add(new Pending(item, shown));
    advance();
  }

  @Override
  public void update(Progress latest) {} // written at the end

  @Override
  public void end(Progress latest) {
    progress = latest;
    advance();
  }

  /** Writes the results that can be written by now. */
  private void advance() {
    while (!format.isBusy() && pending.size() > 1) {
      var result = pending.remove();
      write(result, result.item.leaf().ordinal() != pending.element().item.leaf().ordinal());
    }
    var all = progress;
    if (all == null || format.isBusy() || over) {
      return;
    }
    if (!pending.isEmpty()) {
      write(pending.remove(), true);
      advance();
      return;
    }
    over = true;
    finish(all);
  }

  private void finish(Progress all) {
    while (!outline.isEmpty()) {
      writeEmpty(outline.removeFirst());
    }
    var summary = all.summary();
    var more =
        new JsonObject()
            .put("complete", all.complete())
            .put("ended", all.ended())
            .put("seq", all.seq());
    body.write(format.tail(summary, more));
    body.end(summary, all.complete() && format.isComplete());
  }

  @Override
  public void fail(Throwable why) {
    abandon();
    fail.accept(why);
  }

  @Override
  public void abandon() {
    over = true;
    pending.clear();
    body.abandon();
  }

  private void write(Pending result, boolean last) {
    while (!isOf(outline.getFirst(), result.item)) {
      writeEmpty(outline.removeFirst());
    }
    format.item(result.item, result.shown, last);
    if (last) {
      outline.removeFirst();
    }
  }

  private static boolean isOf(Outline.OutlineEntry entry, StoredItem item) {
    return entry instanceof Outline.OutlineDocuments documents
        && documents.leaf().ordinal() == item.leaf().ordinal();
  }

  /** Writes an entry without results. */
  private void writeEmpty(Outline.OutlineEntry entry) {
    if (entry instanceof Outline.Begin begin) {
      format.begin(begin.group());
    } else if (entry instanceof Outline.End) {
      format.end();
    } else if (entry instanceof Outline.OutlineDocuments documents
        && nothing.contains(documents.leaf().ordinal())) {
      format.emptyStep(documents.leaf());
    }
  }
}
