package dev.pokebatch.gateway.batch;

import dev.pokebatch.gateway.jsonpath.JsonPath;
import java.util.OptionalInt;

/**
 * Documents that the answer of an earlier step names.
 *
 * @param from the id of that step
 * @param path where in its body: of a step of many documents, and of a group, an array of bodies
 * @param max how many of them at most, at least 1; empty for all
 */
public record StepReference(String from, JsonPath path, OptionalInt max) {}
