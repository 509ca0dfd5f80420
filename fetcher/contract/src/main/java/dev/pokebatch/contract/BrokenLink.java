package dev.pokebatch.contract;

/**
 * A link that could not be replaced by its document, and stays a link.
 *
 * @param path the dotted path to the link, from the top of the outermost document
 * @param target the link's document as {@code resource/key}, or the link's URL if it names no
 *     document of the upstream
 * @param failure why its document could not be fetched
 */
public record BrokenLink(String path, String target, Failure failure) {

  /** Whether the failure is permanent: the same request for the same document fails again. */
  public boolean isLasting() {
    return switch (failure.kind()) {
      case FORBIDDEN_URL, EXPAND_DEPTH, EXPAND_LINKS -> true;
      default -> false;
    };
  }

  /** The same link with its path in an outer document, whose path to this one is given. */
  public BrokenLink within(String outer) {
    return new BrokenLink(outer + "." + path, target, failure);
  }
}
