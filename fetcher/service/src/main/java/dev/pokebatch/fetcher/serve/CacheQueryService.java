package dev.pokebatch.fetcher.serve;

import dev.pokebatch.contract.CachedReply;
import dev.pokebatch.contract.CachedRequest;
import dev.pokebatch.contract.DocumentPath;
import io.vertx.core.eventbus.Message;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/** Answers which documents are cached, without fetching any or changing the cache. */
public final class CacheQueryService {

  private final Function<String, Optional<DocumentPath>> links;
  private final Function<DocumentPath, OptionalLong> cachedBytes;

  /**
   * @param links finds the document that a target names, if it is below the upstream
   * @param cachedBytes the size of a cached document in bytes; empty if it is not cached
   */
  public CacheQueryService(
      Function<String, Optional<DocumentPath>> links,
      Function<DocumentPath, OptionalLong> cachedBytes) {
    this.links = links;
    this.cachedBytes = cachedBytes;
  }

  /** Serves a request; every message gets a reply. */
  public void handle(Message<CachedRequest> message) {
    message.reply(new CachedReply(message.body().targets().stream().map(this::bytes).toList()));
  }

  private long bytes(String target) {
    return links
        .apply(target)
        .map(path -> cachedBytes.apply(path).orElse(CachedReply.NOT_CACHED))
        .orElse(CachedReply.NOT_CACHED);
  }
}
