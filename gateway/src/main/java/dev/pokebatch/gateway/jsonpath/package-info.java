/**
 * JSONPath by RFC 9535, whole: a text becomes a path, or a fault in words fit for a client; a path
 * and a document become nodes, within a bound of work; and a path tells which parts of a document
 * it reads. May call Vert.x' JSON, re2j for regular expressions in linear time, and {@code Pruning}
 * of the contract; knows nothing of the gateway.
 */
@NullMarked
package dev.pokebatch.gateway.jsonpath;

import org.jspecify.annotations.NullMarked;
