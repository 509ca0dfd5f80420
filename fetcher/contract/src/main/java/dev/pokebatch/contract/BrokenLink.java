package dev.pokebatch.contract;

/**
 * A link that could not be replaced by its document, and so has stayed.
 *
 * @param path where it stands: names with dots between, from the outermost document's top
 * @param target what it names, as {@code resource/key}, or its URL where it names no document of
 *     the upstream
 * @param failure why
 */
public record BrokenLink(String path, String target, Failure failure) {

  /** Whether it stays however often the same is asked for, as long as the document is the same. */
  public boolean isLasting() {
    return switch (failure.kind()) {
      case FORBIDDEN_URL, EXPAND_DEPTH, EXPAND_LINKS -> true;
      default -> false;
    };
  }

  /** The same link, seen from a document that this one stands in, at a path. */
  public BrokenLink within(String outer) {
    return new BrokenLink(outer + "." + path, target, failure);
  }
}
