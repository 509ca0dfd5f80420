package dev.pokebatch.gateway.plan;

import dev.pokebatch.gateway.batch.DocumentList;
import dev.pokebatch.gateway.batch.Draw;
import dev.pokebatch.gateway.batch.StepReference;
import java.util.List;

/** How the documents of a step are determined. */
public sealed interface Selection {

  /** The request names them. */
  record Fixed(DocumentList documents) implements Selection {}

  /** The documents of an earlier step contain links to them. */
  sealed interface Linked extends Selection permits Referenced, DrawnReferenced {

    /** Returns which links. */
    StepReference reference();

    /** Returns the documents of the step. */
    DocumentList select(DocumentList.Resolved linked);
  }

  /** All documents that the links name. */
  record Referenced(StepReference reference) implements Linked {

    @Override
    public DocumentList select(DocumentList.Resolved linked) {
      return linked;
    }
  }

  /** Documents drawn at random from those that the links name. */
  record DrawnReferenced(StepReference reference, Draw draw) implements Linked {

    @Override
    public DocumentList select(DocumentList.Resolved linked) {
      return draw.from(linked.targets());
    }
  }

  /** The upstream's list of a resource contains them. */
  sealed interface Listed extends Selection permits Everything, Drawn {

    /** Returns the resource's name in lower case. */
    String resource();

    /**
     * Returns the documents of the step.
     *
     * @param list the documents of the resource, in the list's order
     */
    DocumentList select(List<String> list);
  }

  /** All documents of the list. */
  record Everything(String resource) implements Listed {

    @Override
    public DocumentList select(List<String> list) {
      return new DocumentList.Resolved(list);
    }
  }

  /** Documents drawn at random from the list. */
  record Drawn(String resource, Draw draw) implements Listed {

    @Override
    public DocumentList select(List<String> list) {
      return draw.from(list);
    }
  }

  /** They cannot be determined, because the step could not be read. */
  record Unreadable() implements Selection {}
}
