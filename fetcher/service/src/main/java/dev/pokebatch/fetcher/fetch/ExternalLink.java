package dev.pokebatch.fetcher.fetch;

/**
 * A link that should be followed, but leads outside the upstream.
 *
 * @param path where it stands in the document: member names separated by dots, without array
 *     indexes
 * @param url its URL
 */
public record ExternalLink(String path, String url) {}
