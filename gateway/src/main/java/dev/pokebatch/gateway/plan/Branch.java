package dev.pokebatch.gateway.plan;

import dev.pokebatch.gateway.batch.Mode;
import dev.pokebatch.gateway.batch.OnError;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * A group of steps of a plan.
 *
 * @param mode whether its steps run in parallel or in sequence
 * @param onError whether a failed step stops the others
 * @param deadlineMs its time limit in milliseconds; empty if only the group around it has one
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

  /** Returns the steps of documents in it, in request order. */
  public List<Leaf> leaves() {
    return children.stream()
        .flatMap(
            child ->
                child instanceof Branch inner ? inner.leaves().stream() : Stream.of((Leaf) child))
        .toList();
  }
}
