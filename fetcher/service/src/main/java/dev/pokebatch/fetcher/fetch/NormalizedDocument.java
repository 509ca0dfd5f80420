package dev.pokebatch.fetcher.fetch;

/**
 * A document that was found valid when it arrived.
 *
 * @param body the form in which it is kept: gzip of the text without insignificant whitespace
 * @param projected the cut that its caller wants
 */
public record NormalizedDocument(EncodedJson body, ProjectedDocument projected) {}
