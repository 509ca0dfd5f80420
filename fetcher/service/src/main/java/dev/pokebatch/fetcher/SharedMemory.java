package dev.pokebatch.fetcher;

import dev.pokebatch.process.memory.ExpectedSizes;
import dev.pokebatch.process.memory.MemoryPool;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The memory of a fetcher process, a pool for each stage; all are safe to share. A stage may wait
 * for the pool of a later one while it holds memory of its own, never the other way round.
 *
 * @param fetching from before the upstream is asked until the document is cut and cached
 * @param bodies what bodies take on the wire, by resource
 * @param replies from before a reply is sent until the caller has it
 * @param expansions documents whose links are being followed, by how deep they stand in others
 */
public record SharedMemory(
    MemoryPool fetching, ExpectedSizes bodies, MemoryPool replies, List<MemoryPool> expansions) {

  /** Gateways let documents stand in each other no deeper. */
  private static final int DEEPEST = 16;

  private static final long LEAST = 1 << 17;

  /** That of a process. */
  public static SharedMemory of(MemoryConfig config) {
    return new SharedMemory(
        new MemoryPool("fetching", config.fetching()),
        new ExpectedSizes(),
        new MemoryPool("replies", config.replies()),
        IntStream.range(0, DEEPEST).mapToObj(level -> expansion(level, config)).toList());
  }

  /** Each level has half as much as the one before it. */
  private static MemoryPool expansion(int level, MemoryConfig config) {
    var bytes = Math.max(LEAST, config.expansions() >> (level + 1));
    return new MemoryPool("expansions, level " + level, bytes);
  }
}
