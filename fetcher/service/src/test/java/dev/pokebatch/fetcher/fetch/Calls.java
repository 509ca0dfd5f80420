package dev.pokebatch.fetcher.fetch;

import dev.pokebatch.contract.Budget;
import dev.pokebatch.contract.CacheStatus;
import dev.pokebatch.contract.DocumentPath;
import dev.pokebatch.contract.Effort;
import dev.pokebatch.contract.Failure;
import dev.pokebatch.contract.FailureKind;
import dev.pokebatch.contract.TransportKind;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;

/** Calls and documents for tests, and an upstream that answers when the test says so. */
public final class Calls {

  private Calls() {}

  /** A call for a Pokémon. */
  public static FetchCall call(String key) {
    return call(key, 10_000);
  }

  /** A call with this budget. */
  public static FetchCall call(String key, long budgetMs) {
    return new FetchCall(
        new DocumentPath("pokemon", key),
        DocumentView.WHOLE,
        TransportKind.NON_BLOCKING,
        new Budget(budgetMs),
        new CancelSignal());
  }

  /** A document of this many bytes. */
  public static Document document(int bytes) {
    return document(bytes, Lifetime.unspecified(0));
  }

  /** A document of this many bytes and this freshness lifetime. */
  public static Document document(int bytes, Lifetime lifetime) {
    return document(new CachedDocument(new EncodedJson(new byte[bytes], true), lifetime, null));
  }

  /** A document as received from the upstream. */
  public static Document document(CachedDocument cached) {
    var effort = Effort.ofRequest(100, cached.body().bytes().length);
    return new Document(cached, null, CacheStatus.MISS, effort, null);
  }

  /** The kind of a failed future's failure. */
  public static FailureKind kindOf(Future<?> failed) {
    return ((FetchException) failed.cause()).failure().kind();
  }

  /** Records calls and completes none by itself. */
  public static final class Upstream implements Fetch {
    private final List<FetchCall> calls = new ArrayList<>();
    private final List<Promise<Document>> answers = new ArrayList<>();

    @Override
    public Future<Document> get(FetchCall call) {
      calls.add(call);
      answers.add(Promise.promise());
      return answers.get(answers.size() - 1).future();
    }

    /** The calls so far. */
    public List<FetchCall> calls() {
      return calls;
    }

    /** Answers a call, counted from 0. */
    public void answer(int call, Document document) {
      answers.get(call).complete(document);
    }

    /** Fails a call, counted from 0. */
    public void fail(int call, FailureKind kind) {
      fail(call, Failure.of(kind, "as the test says"));
    }

    /** Fails a call, counted from 0. */
    public void fail(int call, Failure failure) {
      answers.get(call).fail(new FetchException(failure, Effort.NONE));
    }
  }
}
