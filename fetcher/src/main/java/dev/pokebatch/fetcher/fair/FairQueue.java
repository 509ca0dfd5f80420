package dev.pokebatch.fetcher.fair;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.function.Predicate;

/**
 * One queue for each client, served in turn: up to a quantum of entries of one, then those of the
 * next (deficit round robin). A client that had nothing in the queue goes before the others for its
 * first quantum, so that a small request does not wait for large ones (the sparse flows of
 * FQ-CoDel, RFC 8290, section 4.2). Within a client, first come, first served. Not safe for
 * threads.
 *
 * @param <K> clients
 * @param <T> entries; no two are equal
 */
public final class FairQueue<K, T> {

  private final int quantum;
  private final Map<K, Line<K, T>> lines = new HashMap<>();

  /** Clients that have not used up their first quantum. */
  private final Queue<Line<K, T>> fresh = new ArrayDeque<>();

  private final Queue<Line<K, T>> others = new ArrayDeque<>();
  private int size;

  /** What a client has in the queue, and how many entries it may still take out in its turn. */
  private static final class Line<K, T> {
    private final K client;
    private final Set<T> entries = new LinkedHashSet<>();
    private int credit;

    private Line(K client, int credit) {
      this.client = client;
      this.credit = credit;
    }
  }

  /**
   * @param quantum how many entries of one client follow each other, at least 1
   */
  public FairQueue(int quantum) {
    this.quantum = quantum;
  }

  /** Adds an entry to the end of its client's queue. */
  public void add(K client, T entry) {
    var line = lines.get(client);
    if (line == null) {
      line = new Line<>(client, quantum);
      lines.put(client, line);
      fresh.add(line);
    }
    size += line.entries.add(entry) ? 1 : 0;
  }

  /** Takes an entry out; returns whether it was there. */
  public boolean remove(K client, T entry) {
    var line = lines.get(client);
    var removed = line != null && line.entries.remove(entry);
    size -= removed ? 1 : 0;
    forgetIfEmpty();
    return removed;
  }

  /** Takes out the entry whose turn it is. */
  public Optional<T> poll() {
    return poll(any -> true);
  }

  /** Takes out the next entry of a client that may have its turn. */
  public Optional<T> poll(Predicate<K> may) {
    // Each client comes up three times at most: emptied, out of credit, and served.
    for (var turns = 3 * lines.size(); turns > 0 && size > 0; turns--) {
      var from = fresh.isEmpty() ? others : fresh;
      var line = from.element();
      if (line.entries.isEmpty()) {
        from.remove();
        leave(line, from == fresh);
      } else if (line.credit == 0 || !may.test(line.client)) {
        from.remove();
        line.credit = quantum;
        others.add(line);
      } else {
        return Optional.of(next(line));
      }
    }
    return Optional.empty();
  }

  private T next(Line<K, T> line) {
    var entries = line.entries.iterator();
    var entry = entries.next();
    entries.remove();
    line.credit--;
    size--;
    forgetIfEmpty();
    return entry;
  }

  /** Who was served first must not come back at once to be served first again. */
  private void leave(Line<K, T> line, boolean wasFresh) {
    if (wasFresh) {
      others.add(line);
    } else {
      lines.remove(line.client);
    }
  }

  private void forgetIfEmpty() {
    if (size == 0) {
      lines.clear();
      fresh.clear();
      others.clear();
    }
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
    var all = lines.values().stream().flatMap(line -> line.entries.stream()).toList();
    size = 0;
    forgetIfEmpty();
    return all;
  }
}
