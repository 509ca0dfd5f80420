package dev.pokebatch.process.fair;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * A queue that serves clients in turn, one entry each (start-time fair queuing; Goyal, Vin and
 * Cheng 1996). A client that was served less than its share goes first until it has caught up, with
 * at most a burst of entries, so a small request does not wait for large ones. The entries of one
 * client are served in order. Not thread-safe.
 *
 * @param <K> type of clients
 * @param <T> type of entries; no two may be equal
 */
public final class FairQueue<K, T> {

  private final int burst;
  private final Map<K, Line<K, T>> lines = new HashMap<>();

  /** Clients with entries; the first one is served next. */
  private final TreeSet<Line<K, T>> waiting =
      new TreeSet<>(
          Comparator.<Line<K, T>>comparingLong(line -> line.served)
              .thenComparingLong(line -> line.order));

  /** The number of entries served to a client that always had some: the virtual time. */
  private long turn;

  private long orders;
  private int size;

  /** The entries of a client, and how many were served, counted in virtual time. */
  private static final class Line<K, T> {
    private final K client;
    private final Set<T> entries = new LinkedHashSet<>();
    private long served = Long.MIN_VALUE;
    private long order;

    private Line(K client) {
      this.client = client;
    }
  }

  /**
   * @param burst how many entries in a row a client may catch up on, at least 0
   */
  public FairQueue(int burst) {
    this.burst = burst;
  }

  /** Adds an entry to the end of its client's queue. */
  public void add(K client, T entry) {
    var line = lines.computeIfAbsent(client, Line::new);
    if (line.entries.isEmpty()) {
      line.served = Math.max(line.served, turn - burst);
      line.order = orders++;
    }
    size += line.entries.add(entry) ? 1 : 0;
    waiting.add(line);
  }

  /** Removes an entry. Returns whether it was in the queue. */
  public boolean remove(K client, T entry) {
    var line = lines.get(client);
    if (line == null || !line.entries.remove(entry)) {
      return false;
    }
    size--;
    leaveIfEmpty(line);
    return true;
  }

  /** Removes and returns the next entry. */
  public Optional<T> poll() {
    return poll(any -> true);
  }

  /** Removes and returns the next entry among the clients that the predicate accepts. */
  public Optional<T> poll(Predicate<K> may) {
    return next(may).map(this::serve);
  }

  private Optional<Line<K, T>> next(Predicate<K> may) {
    for (var line : waiting) {
      if (may.test(line.client)) {
        return Optional.of(line);
      }
    }
    return Optional.empty();
  }

  private T serve(Line<K, T> line) {
    waiting.remove(line);
    turn = Math.max(turn, line.served);
    line.served++;
    line.order = orders++;
    var entries = line.entries.iterator();
    var entry = entries.next();
    entries.remove();
    size--;
    waiting.add(line);
    leaveIfEmpty(line);
    return entry;
  }

  private void leaveIfEmpty(Line<K, T> line) {
    if (line.entries.isEmpty()) {
      waiting.remove(line);
    }
    if (waiting.isEmpty()) {
      lines.clear();
    } else if (lines.size() > 2 * waiting.size() + burst) {
      lines.values().removeIf(other -> other.entries.isEmpty() && other.served <= turn - burst);
    }
  }

  /** The entry whose turn it is, which stays. */
  public Optional<T> peek() {
    return peek(any -> true);
  }

  /** The next entry among the clients that the predicate accepts, which stays. */
  public Optional<T> peek(Predicate<K> may) {
    return next(may).map(line -> line.entries.iterator().next());
  }

  /** Whether this client has any entry. */
  public boolean has(K client) {
    var line = lines.get(client);
    return line != null && !line.entries.isEmpty();
  }

  /** The number of entries. */
  public int size() {
    return size;
  }

  /** Whether there are no entries. */
  public boolean isEmpty() {
    return size == 0;
  }

  /** Removes and returns all entries, in any order. */
  public List<T> clear() {
    var all = waiting.stream().flatMap(line -> line.entries.stream()).toList();
    waiting.clear();
    lines.clear();
    size = 0;
    return all;
  }
}
