package dev.pokebatch.fetcher.contract;

/**
 * A link that could not be replaced by its document, and so has stayed.
 *
 * @param path where it stands: names with dots between, from the outermost document's top
 * @param target what it names, as {@code resource/key}
 * @param failure why
 */
public record BrokenLink(String path, String target, Failure failure) {

  /** The same link, seen from a document that this one stands in, at a path. */
  public BrokenLink within(String outer) {
    return new BrokenLink(outer + "." + path, target, failure);
  }
}
