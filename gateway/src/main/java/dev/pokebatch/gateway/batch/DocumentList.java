package dev.pokebatch.gateway.batch;

import dev.pokebatch.contract.DocumentPath;
import dev.pokebatch.contract.KeyForm;
import dev.pokebatch.contract.PokeApi;
import java.util.List;
import java.util.regex.Pattern;

/** The documents that a {@code get} names: a list that is never written out. */
public sealed interface DocumentList {

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
   * @param target {@code resource/key} in PokéAPI's form; or a link: a path from {@code /} on or a
   *     URL, which the fetcher holds against its upstream; or an {@link Excerpt} of a text that is
   *     neither, which the fetcher refuses
   */
  record Single(String target) implements DocumentList {

    /** The longest text that can name a document, in characters. */
    static final int MAX_LENGTH = 512;

    private static final Pattern PRINTABLE = Pattern.compile("[!-~]*");

    /**
     * The document that a client's text names.
     *
     * @param text a link, or a resource and a key as people type them ({@link KeyForm})
     */
    public static Single of(String text) {
      if (text.length() > MAX_LENGTH) {
        return new Single(Excerpt.of(text));
      }
      if (isLink(text)) {
        var own = ofLink(text);
        return PRINTABLE.matcher(own.target).matches() ? own : new Single(Excerpt.of(text));
      }
      return new Single(DocumentPath.read(text).map(Object::toString).orElse(Excerpt.of(text)));
    }

    /** What a link names, by the name that a client would give it, where that can be seen. */
    public static Single ofLink(String link) {
      return new Single(PokeApi.document(link).map(DocumentPath::toString).orElse(link));
    }

    /** Whether an upstream may be asked for that target: it is well-formed, or a link. */
    public static boolean canBeAsked(String target) {
      return isLink(target) || DocumentPath.parse(target).isPresent();
    }

    /** Whether the text is meant as a link; only the fetcher knows where links may lead. */
    public static boolean isLink(String text) {
      return text.startsWith("/") || text.contains("://");
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
  record Resolved(List<String> targets) implements DocumentList {

    /** Copies the list. */
    public Resolved {
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
  record Range(String resource, int from, int to) implements DocumentList {

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
