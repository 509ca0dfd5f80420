package dev.pokebatch.gateway.http.context;

import dev.pokebatch.gateway.run.Summary;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a request has cost so far, if it runs a batch. */
public final class RequestWork {

  private static final ContextKey<Supplier<Summary>> WORK =
      new ContextKey<>(RequestWork.class, "work");

  private RequestWork() {}

  /** Notes how to summarize the batch of a request. */
  public static void put(RoutingContext context, Supplier<Summary> summary) {
    WORK.put(context, summary);
  }

  /** Returns the summary of what has been done; null if the request has run no batch. */
  public static @Nullable Summary find(RoutingContext context) {
    var summary = WORK.find(context);
    return summary == null ? null : summary.get();
  }
}
