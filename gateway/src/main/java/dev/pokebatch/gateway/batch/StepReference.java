package dev.pokebatch.gateway.batch;

import dev.pokebatch.contract.jsonpath.JsonPath;
import java.util.OptionalInt;

/**
 * A reference to the documents whose links are in the documents of an earlier step.
 *
 * @param from the id of the earlier step, the source
 * @param path the query for the links in the source's body; in an array of bodies, if the source is
 *     a group or a step of many documents
 * @param max the maximum number of documents, at least 1; empty for all
 */
public record StepReference(String from, JsonPath path, OptionalInt max) {}
