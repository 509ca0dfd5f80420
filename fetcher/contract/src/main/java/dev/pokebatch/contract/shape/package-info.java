/**
 * Shapes: what a client makes of a document, member by member, from dotted paths, JSONPath queries
 * (RFC 9535) and functions of these. Reads them with error messages for clients, and evaluates them
 * within a work budget. May import {@code jsonpath} and Vert.x' JSON. A projection of the contract
 * holds a shape.
 */
@NullMarked
package dev.pokebatch.contract.shape;

import org.jspecify.annotations.NullMarked;
