package dev.pokebatch.fetcher.fetch;

import dev.pokebatch.fetcher.contract.Projection;
import io.vertx.core.buffer.Buffer;

/**
 * A document cut down.
 *
 * @param fields what was kept
 * @param bytes one JSON text in UTF-8; whoever holds it must not change it
 */
public record Cut(Projection fields, Buffer bytes) {}
