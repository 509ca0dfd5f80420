package dev.pokebatch.gateway.plan;

/**
 * One document of a batch.
 *
 * @param ordinal its place among all documents of the batch, in request order, from 0
 * @param step the step that it belongs to
 * @param item its place among the step's documents, from 0
 * @param target what to get: {@code resource/key} or a link
 */
public record Task(int ordinal, PlannedStep step, int item, String target) {

  /** Whether no document of its step comes after it. */
  public boolean isLastOfStep() {
    return item == step.documents() - 1;
  }
}
