package dev.pokebatch.gateway.dispatch;

import dev.pokebatch.contract.DocumentPath;
import dev.pokebatch.contract.Effort;
import java.util.HashMap;
import java.util.Map;

/**
 * Averages of the time and bytes of recent requests to the upstream: over the last several hundred
 * of each kind of document, or over all kinds if there was none of that kind. Shared by all gateway
 * verticles of a process; safe for any thread.
 */
public final class TransferStats {

  /** Assumed before any request: a gzipped Pokémon, from a server that answers in 100 ms. */
  public static final Average UNSEEN = new Average(100, 8_000);

  /** When a sum reaches this number of requests it is halved, so that older requests count less. */
  private static final int MOST = 1_000;

  private final Map<String, RunningSum> kinds =
      new HashMap<>(); // bounded by the number of resources of the upstream
  private final RunningSum all = new RunningSum();

  /**
   * Adds the requests for a document that has arrived.
   *
   * @param target the document; empty if the requests were for several documents
   * @param effort the requests
   */
  public synchronized void add(String target, Effort effort) {
    if (effort.requests() == 0) {
      return;
    }
    all.add(effort);
    var kind = kind(target);
    if (!kind.isEmpty()) {
      kinds.computeIfAbsent(kind, k -> new RunningSum()).add(effort);
    }
  }

  /** Returns the average for documents of the target's kind. */
  public synchronized Average expected(String target) {
    return kinds.getOrDefault(kind(target), all).mean();
  }

  /** Returns the number of requests that the averages are based on. */
  public synchronized long requests() {
    return all.requests;
  }

  /**
   * Returns the kind of document: the resource, extended for lists and for subresources; empty if
   * the target is not a path.
   */
  static String kind(String target) {
    return DocumentPath.parse(target).map(TransferStats::kind).orElse("");
  }

  private static String kind(DocumentPath path) {
    var slash = path.rest().indexOf('/');
    return path.resource() + (path.isPage() ? "?" : slash < 0 ? "" : path.rest().substring(slash));
  }

  /**
   * An average request for one document.
   *
   * @param timeMs the time from request to response, in milliseconds
   * @param bytes the length of the body, as it is encoded
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
