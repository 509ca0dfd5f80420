package dev.pokebatch.fetcher.suggest;

import dev.pokebatch.fetcher.contract.DocumentPath;
import dev.pokebatch.fetcher.contract.TransportKind;
import dev.pokebatch.fetcher.fetch.Cutting;
import dev.pokebatch.fetcher.fetch.Fetch;
import dev.pokebatch.fetcher.fetch.FetchCall;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The upstream's lists, each asked for when it is first needed, once for all who need it, and then
 * once in a while. Confined to one event loop.
 */
public final class NameLists {

  private static final long KEEP_NANOS = Duration.ofMinutes(10).toNanos();

  /** A list that cannot be had is not asked for again with every name that does not exist. */
  private static final long REST_NANOS = Duration.ofSeconds(10).toNanos();

  /** More than the upstream has resources. */
  private static final int MOST = 64;

  /** More than any resource has documents. */
  private static final int WHOLE = 100_000;

  private final Lookup lookup;
  private final LongSupplier nanoTime;
  private final Map<String, Kept> lists =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Kept> eldest) {
          return size() > MOST;
        }
      };

  /**
   * @param documents where the lists come from
   * @param cutting cuts them down
   */
  public NameLists(Fetch documents, Cutting cutting) {
    this(new Lookup(documents, cutting), System::nanoTime);
  }

  NameLists(Lookup lookup, LongSupplier nanoTime) {
    this.lookup = lookup;
    this.nanoTime = nanoTime;
  }

  /** Whether the upstream lists what is called for; never fails, but where it would not say, no. */
  public Future<Boolean> has(FetchCall call) {
    return of(call.path().resource(), call.transport())
        .map(list -> list.keys().contains(keyOf(call.path())));
  }

  /** What a document is asked for by, be it for itself or for what belongs to it. */
  static String keyOf(DocumentPath path) {
    return path.rest().replace("/encounters", "");
  }

  /** A resource's list; never fails, but has nothing in it where the upstream would not say. */
  Future<NameList> of(String resource, TransportKind transport) {
    var kept = lists.get(resource);
    if (kept != null && !kept.isOver()) {
      return kept.list.future();
    }
    var asked = new Kept();
    lists.put(resource, asked);
    lookup
        .get(DocumentPath.page(resource, WHOLE, 0), NameList.FIELDS, transport)
        .onComplete(asked::came);
    return asked.list.future();
  }

  private final class Kept {
    private final Promise<NameList> list = Promise.promise();
    private long since;
    private long forNanos;

    private void came(AsyncResult<JsonObject> outcome) {
      since = nanoTime.getAsLong();
      forNanos = outcome.succeeded() ? KEEP_NANOS : REST_NANOS;
      list.complete(outcome.succeeded() ? NameList.of(outcome.result()) : NameList.NONE);
    }

    private boolean isOver() {
      return list.future().isComplete() && nanoTime.getAsLong() - since >= forNanos;
    }
  }
}
