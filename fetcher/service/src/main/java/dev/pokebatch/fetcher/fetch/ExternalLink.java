package dev.pokebatch.fetcher.fetch;

/**
 * A link that was to be replaced by its document, and names none of the upstream.
 *
 * @param path where it stands in the document: names with dots between, arrays left out
 * @param url what it says
 */
public record ExternalLink(String path, String url) {}
