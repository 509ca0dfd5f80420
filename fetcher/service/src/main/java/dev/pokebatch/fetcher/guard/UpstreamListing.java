package dev.pokebatch.fetcher.guard;

import java.util.List;

/**
 * What the upstream's own lists say of a document that it denies.
 *
 * @param hasResource whether they have its resource, as far as is known
 * @param hasDocument whether the list of its resource has it; not, as long as the list is not known
 * @param nearResources names of resources near to one that does not exist
 */
public record UpstreamListing(
    boolean hasResource, boolean hasDocument, List<String> nearResources) {

  /** Nothing is known that contradicts the upstream's answer. */
  public static final UpstreamListing NOT_LISTED = new UpstreamListing(true, false, List.of());

  /** The document is listed. */
  public static final UpstreamListing LISTED = new UpstreamListing(true, true, List.of());

  /** Copies the list. */
  public UpstreamListing {
    nearResources = List.copyOf(nearResources);
  }

  /** There is no such resource. */
  public static UpstreamListing noResource(List<String> near) {
    return new UpstreamListing(false, false, near);
  }
}
