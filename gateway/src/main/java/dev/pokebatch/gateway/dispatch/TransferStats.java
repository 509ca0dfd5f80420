package dev.pokebatch.gateway.dispatch;

import dev.pokebatch.contract.DocumentPath;
import dev.pokebatch.contract.Effort;
import java.util.HashMap;
import java.util.Map;

/**
 * What requests of the upstream have taken of late: averages over the last several hundred that
 * brought a document, by kind of document where one of that kind was among them, else over all.
 * Shared by all gateway verticles of a process, and safe to share.
 */
public final class TransferStats {

  /** Where none was seen: what a Pokémon takes that is a tenth of a second away, as gzip. */
  public static final Average UNSEEN = new Average(100, 8_000);

  /** Whenever there are so many, all that was seen so far counts half as much from then on. */
  private static final int MOST = 1_000;

  private final Map<String, RunningSum> kinds = new HashMap<>(); // as many as the upstream has
  private final RunningSum all = new RunningSum();

  /**
   * A document has come.
   *
   * @param target which; empty where the requests were for several
   * @param effort what it took
   */
  public synchronized void saw(String target, Effort effort) {
    if (effort.requests() == 0) {
      return;
    }
    all.add(effort);
    var kind = kind(target);
    if (!kind.isEmpty()) {
      kinds.computeIfAbsent(kind, k -> new RunningSum()).add(effort);
    }
  }

  /** What a document may be expected to take. */
  public synchronized Average expected(String target) {
    return kinds.getOrDefault(kind(target), all).mean();
  }

  /** How many requests the averages are over. */
  public synchronized long requests() {
    return all.requests;
  }

  /** Its resource, but for a list and for what belongs to a document; empty where unknown. */
  static String kind(String target) {
    return DocumentPath.parse(target).map(TransferStats::kind).orElse("");
  }

  private static String kind(DocumentPath path) {
    var slash = path.rest().indexOf('/');
    return path.resource() + (path.isPage() ? "?" : slash < 0 ? "" : path.rest().substring(slash));
  }

  /**
   * One request that brings a document.
   *
   * @param timeMs milliseconds
   * @param bytes of its body, as they come over the wire
   */
  public record Average(double timeMs, double bytes) {}

  private static final class RunningSum {
    private long requests;
    private double timeMs;
    private double bytes;

    private void add(Effort effort) {
      requests += effort.requests();
      timeMs += effort.timeMs();
      bytes += effort.bytes();
      if (requests >= MOST) {
        requests /= 2;
        timeMs /= 2;
        bytes /= 2;
      }
    }

    private Average mean() {
      return requests == 0 ? UNSEEN : new Average(timeMs / requests, bytes / requests);
    }
  }
}
