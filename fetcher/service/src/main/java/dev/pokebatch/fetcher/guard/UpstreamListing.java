package dev.pokebatch.fetcher.guard;

import java.util.List;

/**
 * What the upstream's own lists say about a document that the upstream reported as missing.
 *
 * @param hasResource whether the index lists the resource; true as long as the index is unknown
 * @param hasDocument whether the resource's list has the document; false as long as the list is
 *     unknown
 * @param nearResources names similar to a resource that does not exist
 */
public record UpstreamListing(
    boolean hasResource, boolean hasDocument, List<String> nearResources) {

  /** The lists do not contradict the upstream's response. */
  public static final UpstreamListing NOT_LISTED = new UpstreamListing(true, false, List.of());

  /** The document is listed. */
  public static final UpstreamListing LISTED = new UpstreamListing(true, true, List.of());

  /** Copies the list. */
  public UpstreamListing {
    nearResources = List.copyOf(nearResources);
  }

  /** The index does not list the resource. */
  public static UpstreamListing noResource(List<String> near) {
    return new UpstreamListing(false, false, near);
  }
}
