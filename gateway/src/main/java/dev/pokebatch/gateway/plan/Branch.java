package dev.pokebatch.gateway.plan;

import dev.pokebatch.gateway.batch.Mode;
import dev.pokebatch.gateway.batch.OnError;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * A group of steps.
 *
 * @param mode how they run
 * @param onError what becomes of the others when one of them has failed
 * @param deadlineMs how long it may take, in milliseconds; empty for as long as what is around it
 * @param children its steps, in request order
 */
public record Branch(
    long ordinal,
    long index,
    String id,
    Mode mode,
    OnError onError,
    OptionalLong deadlineMs,
    List<Node> children)
    implements Node {

  /** Copies the list. */
  public Branch {
    children = List.copyOf(children);
  }

  /** All steps of documents in it, in request order. */
  public List<Leaf> leaves() {
    return children.stream()
        .flatMap(
            child ->
                child instanceof Branch inner ? inner.leaves().stream() : Stream.of((Leaf) child))
        .toList();
  }
}
