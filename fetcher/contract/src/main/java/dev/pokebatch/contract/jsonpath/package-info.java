/**
 * A complete JSONPath (RFC 9535): parses queries with error messages for clients, evaluates them on
 * documents within a work budget, and determines which parts of a document a query reads. May
 * import Vert.x' JSON, and re2j for regular expressions in linear time; nothing of the project.
 */
@NullMarked
package dev.pokebatch.contract.jsonpath;

import org.jspecify.annotations.NullMarked;
