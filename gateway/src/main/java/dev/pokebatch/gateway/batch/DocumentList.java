package dev.pokebatch.gateway.batch;

import dev.pokebatch.contract.DocumentPath;
import dev.pokebatch.contract.KeyForm;
import dev.pokebatch.contract.PokeApi;
import java.util.List;
import java.util.regex.Pattern;

/** The documents of a step; a range of ids is not expanded. */
public sealed interface DocumentList {

  /** Returns the number of documents. */
  int size();

  /**
   * Returns a document, as {@code resource/key} or a link.
   *
   * @param index from 0 to below {@link #size()}
   */
  String at(int index);

  /**
   * One document.
   *
   * @param target {@code resource/key} in PokéAPI's form; or a link, which is a path from {@code /}
   *     or a URL, and which the fetcher accepts if it leads to its upstream; or an {@link Excerpt}
   *     of any other text, which the fetcher refuses
   */
  record Single(String target) implements DocumentList {

    /** The maximum length of a document's name, in characters. */
    static final int MAX_LENGTH = 512;

    private static final Pattern PRINTABLE = Pattern.compile("[!-~]*");

    /**
     * Returns the document that a client's text names.
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

    /**
     * Returns the document that a link names: as {@code resource/key} if it is a link to PokéAPI.
     */
    public static Single ofLink(String link) {
      return new Single(PokeApi.document(link).map(DocumentPath::toString).orElse(link));
    }

    /** Returns whether the target is well-formed or a link, so that the upstream may have it. */
    public static boolean canBeAsked(String target) {
      return isLink(target) || DocumentPath.parse(target).isPresent();
    }

    /**
     * Returns whether the text has the form of a link; the fetcher decides where links may lead.
     */
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
   * Documents that were determined while the batch ran.
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

    /** The largest id of a range: far above any real one, and sizes still fit into an int. */
    public static final int MAX_ID = 999_999_999;

    /**
     * @throws IllegalArgumentException unless 0 ≤ from ≤ to ≤ {@link #MAX_ID}
     */
    public Range {
      if (from < 0 || from > to || to > MAX_ID) {
        throw new IllegalArgumentException("Not a range: " + from + ".." + to);
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
