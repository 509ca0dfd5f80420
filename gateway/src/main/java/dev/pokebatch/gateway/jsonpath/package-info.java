/**
 * JSONPath by RFC 9535, whole: a text becomes a path, or a fault in words fit for a client; a path
 * and a document become nodes, within a bound of work. May call Vert.x' JSON, and re2j for regular
 * expressions in linear time; knows nothing of the gateway.
 */
@NullMarked
package dev.pokebatch.gateway.jsonpath;

import org.jspecify.annotations.NullMarked;
