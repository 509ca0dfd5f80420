package dev.pokebatch.gateway.batch;

import dev.pokebatch.fetcher.contract.DocumentPath;
import dev.pokebatch.fetcher.contract.PokeApi;
import java.util.List;

/** The documents that a {@code get} names: a list that is never written out. */
public sealed interface Target {

  /** How many documents there are. */
  int size();

  /**
   * What to ask a fetcher for.
   *
   * @param index from 0 to below {@link #size()}
   */
  String at(int index);

  /**
   * One document.
   *
   * @param target {@code resource/key} in lower case, or a link: a path from {@code /} on or a URL,
   *     which the fetcher holds against its upstream
   */
  record Single(String target) implements Target {

    /** What a link names, by the name that a client would give it, where that can be seen. */
    public static Single ofLink(String link) {
      return new Single(PokeApi.document(link).map(DocumentPath::toString).orElse(link));
    }

    @Override
    public int size() {
      return 1;
    }

    @Override
    public String at(int index) {
      return target;
    }
  }

  /**
   * Documents that were found out while the batch ran.
   *
   * @param targets as {@link Single#target()}
   */
  record Some(List<String> targets) implements Target {

    /** Copies the list. */
    public Some {
      targets = List.copyOf(targets);
    }

    @Override
    public int size() {
      return targets.size();
    }

    @Override
    public String at(int index) {
      return targets.get(index);
    }
  }

  /**
   * A resource's documents from one id to another, both included.
   *
   * @param resource lower-case resource name
   */
  record Range(String resource, int from, int to) implements Target {

    /** The largest id that a range may name: far above any real one, and a size is still an int. */
    public static final int MAX_ID = 999_999_999;

    /**
     * @throws IllegalArgumentException unless 0 ≤ from ≤ to ≤ {@link #MAX_ID}
     */
    public Range {
      if (from < 0 || from > to || to > MAX_ID) {
        throw new IllegalArgumentException("not a range: " + from + ".." + to);
      }
    }

    @Override
    public int size() {
      return to - from + 1;
    }

    @Override
    public String at(int index) {
      return resource + "/" + (from + index);
    }
  }
}
