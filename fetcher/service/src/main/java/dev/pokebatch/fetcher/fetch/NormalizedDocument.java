package dev.pokebatch.fetcher.fetch;

/**
 * A response body that was validated, normalized and projected.
 *
 * @param body the form in which it is cached: gzip of the text without insignificant whitespace
 * @param projected its projection to the caller's view
 */
public record NormalizedDocument(EncodedJson body, ProjectedDocument projected) {}
