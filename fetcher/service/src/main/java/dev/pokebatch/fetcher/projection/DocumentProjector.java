package dev.pokebatch.fetcher.projection;

import dev.pokebatch.contract.DocumentPath;
import dev.pokebatch.contract.shape.Shape;
import dev.pokebatch.fetcher.fetch.DocumentView;
import dev.pokebatch.fetcher.fetch.EncodedJson;
import dev.pokebatch.fetcher.fetch.NormalizedDocument;
import dev.pokebatch.fetcher.fetch.ProjectedDocument;
import dev.pokebatch.fetcher.projection.InvalidDocumentException.Reason;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Decompresses, validates and projects documents, reusing its memory. Every projection validates
 * the whole text, however little of it is kept. A text with insignificant whitespace is compacted
 * and projected again; other texts cost nothing extra. Not thread-safe.
 */
public final class DocumentProjector {

  private static final int MOST_PLANS = 256;
  private static final byte[] NO_TEXT = {};

  private final Gunzip gunzip;
  private final JsonScanner scanner = new JsonScanner();
  private final IdentityScanner keys = new IdentityScanner(scanner);
  private final LinkScanner links;
  private final JsonProjector projector;
  private final JsonPruner pruner = new JsonPruner(scanner, keys);
  private final ShapeProjector shapes;
  private final int maxBytes;
  private final Map<DocumentView, ProjectionPlan> plans =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<DocumentView, ProjectionPlan> eldest) {
          return size() > MOST_PLANS;
        }
      };
  private byte[] text = NO_TEXT;
  private int length;
  private boolean isNormal;

  /**
   * @param maxBytes maximum size of a text, in bytes; decompression of a gzip bomb stops there
   * @param upstream finds the document that a link names, if it is below the upstream
   */
  public DocumentProjector(int maxBytes, Function<String, Optional<DocumentPath>> upstream) {
    this(maxBytes, Shape.MAX_WORK, upstream);
  }

  /**
   * @param shapeWork how many nodes a shape may visit in one document
   */
  public DocumentProjector(
      int maxBytes, long shapeWork, Function<String, Optional<DocumentPath>> upstream) {
    this.maxBytes = maxBytes;
    this.shapes = new ShapeProjector(shapeWork);
    this.gunzip = new Gunzip(maxBytes);
    this.links = new LinkScanner(scanner, upstream, keys);
    this.projector = new JsonProjector(scanner, links, keys);
  }

  /**
   * Projects a document.
   *
   * @param view the fields to keep and the links to follow
   * @return a compact JSON text in a buffer of its own, the links in it that are to be followed,
   *     and the document's keys
   * @throws InvalidDocumentException if it is not one whole JSON text (RFC 8259) in UTF-8; a
   *     leading byte order mark is ignored. Also if a shape needs too much work
   */
  public ProjectedDocument project(EncodedJson document, DocumentView view)
      throws InvalidDocumentException {
    try {
      return projectCompact(document, view);
    } finally {
      text = NO_TEXT;
    }
  }

  /** Whether the last projected document was in normal form; see {@link #normalize}. */
  public boolean wasNormal() {
    return isNormal;
  }

  /**
   * Projects a document and brings it to normal form, in which documents are cached: compact, as
   * gzip.
   *
   * @throws InvalidDocumentException as {@link #project}
   */
  public NormalizedDocument normalize(EncodedJson document, DocumentView view)
      throws InvalidDocumentException {
    try {
      var projected = projectCompact(document, view);
      return new NormalizedDocument(isNormal ? document : GzipEncoder.of(text, length), projected);
    } finally {
      text = NO_TEXT;
    }
  }

  private ProjectedDocument projectCompact(EncodedJson document, DocumentView view)
      throws InvalidDocumentException {
    read(document);
    scanner.reset();
    var projected = project(view);
    if (scanner.sawSpace()) {
      isNormal = false;
      length = Compaction.compact(text, length);
      projected = project(view);
    }
    return projected;
  }

  private void read(EncodedJson document) throws InvalidDocumentException {
    var bytes = document.bytes();
    if (document.gzip()) {
      length = gunzip.inflate(bytes);
      text = gunzip.scratch();
    } else if (bytes.length > maxBytes) {
      throw new InvalidDocumentException(Reason.TOO_LARGE);
    } else {
      length = bytes.length;
      text = Arrays.copyOf(bytes, length + JsonScanner.PADDING);
    }
    var marked = length;
    length = Compaction.withoutMark(text, length);
    isNormal = document.gzip() && length == marked;
  }

  private ProjectedDocument project(DocumentView view) throws InvalidDocumentException {
    keys.reset();
    links.reset();
    if (keepsAllUnread(view)) {
      keys.checkText(text, length);
      var whole = Buffer.buffer(length).appendBytes(text, 0, length);
      return new ProjectedDocument(view, whole, List.of(), List.of(), keys.found(text));
    }
    var plan = plans.computeIfAbsent(view, ProjectionPlan::of);
    if (plan.prune != null && plan.shape != null) {
      var shaped = shapes.project(pruner.cut(text, length, plan.prune), plan.shape);
      return new ProjectedDocument(
          view,
          shaped.bytes(),
          List.of(),
          List.of(),
          keys.found(text),
          shaped.unmatched(),
          shaped.work());
    }
    if (plan.prune != null) {
      var pruned = pruner.prune(text, length, plan.prune);
      return new ProjectedDocument(view, pruned, List.of(), List.of(), keys.found(text));
    }
    var projected = projector.project(text, length, plan.fields, plan.follow);
    return new ProjectedDocument(
        view,
        projected,
        links.found(),
        List.copyOf(links.externalLinks()),
        keys.found(text),
        plan.unmatched(projector.leaves()));
  }

  /** Whether the whole text is kept, and nothing in it is looked for. */
  private static boolean keepsAllUnread(DocumentView view) {
    return view.links().isNone()
        && view.fields().isAll()
        && view.fields().root().children().isEmpty();
  }

  /** A view prepared for comparing names as bytes. */
  private record ProjectionPlan(
      FieldTree fields,
      List<String> leaves,
      @Nullable FieldTree follow,
      JsonPruner.@Nullable ByteNames prune,
      @Nullable Shape shape) {
    static ProjectionPlan of(DocumentView view) {
      var root = view.fields().root();
      var fields = FieldTree.of(root);
      var leaves = FieldTree.leaves(root);
      if (!view.links().isNone()) {
        return new ProjectionPlan(fields, leaves, FieldTree.of(view.links().root()), null, null);
      }
      var shape = view.fields().shape();
      var prune = shape.map(Shape::reads).or(view.fields()::pruning);
      return new ProjectionPlan(
          fields,
          leaves,
          null,
          prune.map(JsonPruner.ByteNames::of).orElse(null),
          shape.orElse(null));
    }

    /** The paths of the leaves that were not found. */
    private List<String> unmatched(BitSet found) {
      if (found.cardinality() == leaves.size()) {
        return List.of();
      }
      var rest = new ArrayList<String>();
      for (var leaf = found.nextClearBit(0);
          leaf < leaves.size();
          leaf = found.nextClearBit(leaf + 1)) {
        rest.add(leaves.get(leaf));
      }
      return rest;
    }
  }
}
