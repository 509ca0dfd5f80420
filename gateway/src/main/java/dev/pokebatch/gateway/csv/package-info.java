/**
 * Documents as rows of a table: the header of a CSV text, and a row for each document, cut from its
 * bytes in one pass. Knows of no batch: may call Jackson's streaming parser and Vert.x' buffers
 * only, keeps no state and writes nowhere. From here rows go to an answer, which sends them.
 */
@NullMarked
package dev.pokebatch.gateway.csv;

import org.jspecify.annotations.NullMarked;
