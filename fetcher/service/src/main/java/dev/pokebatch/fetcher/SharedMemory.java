package dev.pokebatch.fetcher;

import dev.pokebatch.process.memory.ExpectedSizes;
import dev.pokebatch.process.memory.MemoryPool;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The memory pools of a fetcher process, one for each stage; all are thread-safe. A stage that
 * holds memory may wait for the pool of a later stage, never of an earlier one.
 *
 * @param fetching holds documents from before the upstream request until they are projected and
 *     cached
 * @param bodies learned body sizes on the wire, by resource
 * @param replies holds replies until the caller has acknowledged them
 * @param expansions hold documents whose links are followed, by nesting level
 */
public record SharedMemory(
    MemoryPool fetching, ExpectedSizes bodies, MemoryPool replies, List<MemoryPool> expansions) {

  /** Gateways do not nest documents any deeper. */
  private static final int DEEPEST = 16;

  private static final long LEAST = 1 << 17;

  /** Creates the pools of a process. */
  public static SharedMemory of(MemoryConfig config) {
    return new SharedMemory(
        new MemoryPool("fetching", config.fetching()),
        new ExpectedSizes(),
        new MemoryPool("replies", config.replies()),
        IntStream.range(0, DEEPEST).mapToObj(level -> expansion(level, config)).toList());
  }

  /** Each level gets half as much as the level before it. */
  private static MemoryPool expansion(int level, MemoryConfig config) {
    var bytes = Math.max(LEAST, config.expansions() >> (level + 1));
    return new MemoryPool("expansions, level " + level, bytes);
  }
}
