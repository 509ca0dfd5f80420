package dev.pokebatch.fetcher.fetch;

/**
 * A JSON text in UTF-8, as it came over the wire or as it is kept.
 *
 * @param bytes the bytes; whoever holds them must not change them
 * @param gzip whether they are a gzip stream (RFC 1952) of the text, or the text itself
 */
@SuppressWarnings("ArrayRecordComponent") // never compared: a document's identity is its path
public record Encoded(byte[] bytes, boolean gzip) {}
