package dev.pokebatch.fetcher;

import dev.pokebatch.fetcher.memory.ExpectedSizes;
import dev.pokebatch.fetcher.memory.MemoryPool;

/**
 * The memory of a fetcher process, a pool for each stage; all are safe to share. A stage may wait
 * for the pool of a later one while it holds memory of its own, never the other way round.
 *
 * @param fetching from before the upstream is asked until the document is cut and cached
 * @param bodies what bodies take on the wire, by resource
 * @param replies from before a reply is sent until the caller has it
 */
public record SharedMemory(MemoryPool fetching, ExpectedSizes bodies, MemoryPool replies) {

  /** That of a process. */
  public static SharedMemory of(MemoryConfig config) {
    return new SharedMemory(
        new MemoryPool("fetching", config.fetching()),
        new ExpectedSizes(),
        new MemoryPool("replies", config.replies()));
  }
}
