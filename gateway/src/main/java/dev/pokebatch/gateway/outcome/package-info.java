/**
 * The outcome of a document, of a step or of a batch, as one word: the same in answers, in jobs and
 * in the database. Imports nothing of ours.
 */
@NullMarked
package dev.pokebatch.gateway.outcome;

import org.jspecify.annotations.NullMarked;
