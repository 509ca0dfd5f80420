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
 * Cheng 1996). A client that has had less than its share of late goes first until it has caught up,
 * but with a burst of entries at most: a small request does not wait for large ones, however often
 * it comes. Within a client, first come, first served. Not safe for threads.
 *
 * @param <K> clients
 * @param <T> entries; no two are equal
 */
public final class FairQueue<K, T> {

  private final int burst;
  private final Map<K, Line<K, T>> lines = new HashMap<>();

  /** Clients that have entries, the one whose turn it is first. */
  private final TreeSet<Line<K, T>> waiting =
      new TreeSet<>(
          Comparator.<Line<K, T>>comparingLong(line -> line.served)
              .thenComparingLong(line -> line.order));

  /** How many entries a client has been served that always had some. */
  private long turn;

  private long orders;
  private int size;

  /** What a client has in the queue, and how often it was served, as if it always had some. */
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
   * @param burst how many entries a client may be behind and catch up with at once, at least 0
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

  /** Takes an entry out; returns whether it was there. */
  public boolean remove(K client, T entry) {
    var line = lines.get(client);
    if (line == null || !line.entries.remove(entry)) {
      return false;
    }
    size--;
    leaveIfEmpty(line);
    return true;
  }

  /** Takes out the entry whose turn it is. */
  public Optional<T> poll() {
    return poll(any -> true);
  }

  /** Takes out the next entry of a client that may have its turn. */
  public Optional<T> poll(Predicate<K> may) {
    for (var line : waiting) {
      if (may.test(line.client)) {
        return Optional.of(serve(line));
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
    return waiting.isEmpty()
        ? Optional.empty()
        : Optional.of(waiting.first().entries.iterator().next());
  }

  /** Whether this client has any entry. */
  public boolean has(K client) {
    var line = lines.get(client);
    return line != null && !line.entries.isEmpty();
  }

  /** How many entries there are. */
  public int size() {
    return size;
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return size == 0;
  }

  /** Takes out all entries, in any order. */
  public List<T> clear() {
    var all = waiting.stream().flatMap(line -> line.entries.stream()).toList();
    waiting.clear();
    lines.clear();
    size = 0;
    return all;
  }
}
