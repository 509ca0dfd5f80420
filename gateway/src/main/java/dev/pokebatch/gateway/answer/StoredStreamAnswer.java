package dev.pokebatch.gateway.answer;

import io.vertx.core.json.JsonObject;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Streams a job's stored results in the order in which they were stored, and the summary if it has
 * ended.
 */
final class StoredStreamAnswer implements StoredAnswer {

  private final EventStream texts;
  private final Consumer<Throwable> fail;
  private @Nullable Progress progress;
  private boolean over;

  /**
   * @param fail answers a problem, or truncates the answer if its head has been sent
   */
  StoredStreamAnswer(EventStream texts, Consumer<Throwable> fail) {
    this.texts = texts;
    this.fail = fail;
  }

  @Override
  public void begin(Runnable resume) {
    texts.begin(resume, this::writeProgress);
  }

  @Override
  public boolean isFull() {
    return texts.isFull();
  }

  @Override
  public void item(long seq, StoredItem item, boolean shown) {
    if (shown && !over) {
      texts.item(item, seq);
    }
  }

  @Override
  public void update(Progress now) {
    progress = now;
  }

  @Override
  public void end(Progress now) {
    if (over) {
      return;
    }
    over = true;
    if (now.ended()) {
      var summary = SummaryJson.of(now.summary()).put("complete", now.complete());
      texts.end(now.summary(), summary);
    } else {
      texts.endBefore(now.summary(), progress(now), Long.toString(now.seq()));
    }
  }

  @Override
  public void fail(Throwable why) {
    abandon();
    fail.accept(why);
  }

  @Override
  public void abandon() {
    over = true;
    texts.abandon();
  }

  private void writeProgress() {
    var now = progress;
    if (now != null) {
      texts.progress(progress(now), Long.toString(now.seq()));
    }
  }

  private static JsonObject progress(Progress now) {
    return SummaryJson.counts(now.summary()).put("seq", now.seq());
  }
}
