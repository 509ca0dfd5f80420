package dev.pokebatch.gateway.metrics;

/**
 * A batch that has not ended, as an operator sees it.
 *
 * @param id the id of its request or job
 * @param shape the form of its answer
 * @param stage running, or writing after its last result
 * @param ageMs milliseconds since it began
 * @param results documents that have ended
 * @param memoryBytes what it holds of the memory of answers
 */
public record InFlightBatch(
    String id, String shape, String stage, long ageMs, long results, long memoryBytes) {}
