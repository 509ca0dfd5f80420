package dev.pokebatch.contract;

/**
 * Tells a caller that the fetcher has the document and begins to follow its links. The reply comes
 * later, when all links have been followed.
 *
 * @param number the number of the request, as in {@link CallId#number()}
 */
public record DocumentArrived(long number) {}
