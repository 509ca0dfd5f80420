package dev.pokebatch.gateway.answer;

import dev.pokebatch.gateway.csv.CsvColumns;
import dev.pokebatch.gateway.memory.AnswerMemory;
import dev.pokebatch.gateway.memory.BatchMemory;
import dev.pokebatch.gateway.plan.Plan;
import dev.pokebatch.gateway.problem.Problem;
import dev.pokebatch.gateway.problem.ProblemException;
import dev.pokebatch.gateway.spill.SpillFolder;
import dev.pokebatch.process.offload.Offload;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Creates answers in the media type and form that were negotiated. */
public final class AnswerFactory {

  static final String JSON = "application/json";
  private static final String CSV = "text/csv";

  /** The media types of answers, the default first. */
  public static final List<String> TYPES =
      List.of(JSON, Framing.NDJSON.mediaType(), Framing.SSE.mediaType(), CSV);

  /** The media types that can answer a request before it has been read completely. */
  public static final List<String> STREAM_TYPES =
      List.of(Framing.NDJSON.mediaType(), Framing.SSE.mediaType());

  private final Vertx vertx;
  private final int wholeBytes;
  private final AnswerMemory memory;
  private final SpillFolder folder;
  private final Offload offload;

  /**
   * @param wholeBytes answers in request order of up to so many bytes are sent with their length
   * @param memory counts the bytes of answers
   * @param folder stores answers on disk when memory is short
   * @param offload cuts long rows of CSV
   */
  public AnswerFactory(
      Vertx vertx, int wholeBytes, AnswerMemory memory, SpillFolder folder, Offload offload) {
    this.vertx = vertx;
    this.offload = offload;
    this.wholeBytes = wholeBytes;
    this.memory = memory;
    this.folder = folder;
  }

  /** Opens the memory of one batch and its answer, which must be closed when both are over. */
  public BatchMemory openMemory() {
    return memory.open(vertx.getOrCreateContext());
  }

  /**
   * Checks that a plan can be answered in a media type.
   *
   * @param type one of {@link #TYPES}
   * @throws ProblemException {@code limit-exceeded} if a table has too many columns
   */
  public static void check(String type, Plan plan) {
    if (type.equals(CSV)) {
      CsvFormat.check(plan);
    }
  }

  /**
   * Creates the answer to a plan.
   *
   * @param memory counts the answer's bytes
   * @param fail answers a problem, or truncates the answer if its head has been sent
   * @throws ProblemException as {@link #check} does
   */
  public BatchAnswer of(
      Shape shape, ClientResponse to, Plan plan, BatchMemory memory, Consumer<Problem> fail) {
    if (shape.type.equals(JSON) || shape.type.equals(CSV)) {
      return ordered(shape, to, plan, memory, fail);
    }
    var answer = stream(shape, to, plan.trace(), false, memory, fail);
    answer.add(plan);
    return answer;
  }

  /**
   * Creates the answer to a stream of steps, to which plans are added as they are read.
   *
   * @param shape its type must be one of {@link #STREAM_TYPES}
   * @param trace whether each result has the times of its events
   * @param memory counts the answer's bytes
   * @param fail answers a problem, or truncates the answer if its head has been sent
   */
  public StreamAnswer ofLines(
      Shape shape, ClientResponse to, boolean trace, BatchMemory memory, Consumer<Problem> fail) {
    return stream(shape, to, trace, true, memory, fail);
  }

  private StreamAnswer stream(
      Shape shape,
      ClientResponse to,
      boolean trace,
      boolean open,
      BatchMemory memory,
      Consumer<Problem> fail) {
    var out = writer(to, memory);
    var texts = new EventStream(vertx, to.response(), Framing.of(shape.type), out);
    var order = shape.inOrder ? memory : null;
    return new StreamAnswer(texts, trace, shape.failuresOnly, open, order, fail);
  }

  private BatchAnswer ordered(
      Shape shape, ClientResponse to, Plan plan, BatchMemory memory, Consumer<Problem> fail) {
    var csv = shape.type.equals(CSV);
    var type = csv ? CsvColumns.MEDIA_TYPE : JSON;
    var headOnly = shape.retrieval != null && shape.retrieval.headOnly;
    var out = writer(to, memory);
    var body =
        new AnswerBody(
            to.response(), out, memory, type, wholeBytes, shape.strict, shape.trailers, headOnly);
    var format = format(shape, plan, body, memory, shape.failuresOnly);
    AnswerInspector inspector = AnswerInspector.NONE;
    if (shape.strict) {
      inspector = new StrictInspector(fail);
    } else if (shape.retrieval != null) {
      inspector =
          new CachingInspector(to.response(), body, shape.type, wholeBytes, shape.retrieval.cached);
    }
    return new OrderedAnswer(plan, shape.failuresOnly, body, format, memory, inspector, fail);
  }

  private ResponseWriter writer(ClientResponse to, BatchMemory memory) {
    return new ResponseWriter(vertx, to, memory, new Spool(memory, folder));
  }

  private Format format(
      Shape shape, Plan plan, AnswerBody body, BatchMemory memory, boolean sparse) {
    return shape.type.equals(CSV)
        ? new CsvFormat(
            plan, shape.escapesFormulas, offload, memory, this.memory.largest(), body::write)
        : new JsonFormat(body::write, sparse);
  }

  /**
   * Creates an answer of a job's stored results, in the order in which they were stored.
   *
   * @param type one of {@link #STREAM_TYPES}
   * @param memory counts the answer's bytes
   * @param fail answers a problem, or truncates the answer if its head has been sent
   */
  public StoredAnswer ofStored(
      String type, ClientResponse to, BatchMemory memory, Consumer<Throwable> fail) {
    var out = writer(to, memory);
    return new StoredStreamAnswer(
        new EventStream(vertx, to.response(), Framing.of(type), out), fail);
  }

  /**
   * Creates an answer of a job's stored results, in request order.
   *
   * @param shape its type must be JSON or CSV
   * @param memory counts the answer's bytes
   * @param plan the job's plan
   * @param nothing ordinals of the steps that resolved to no documents
   * @param sparse whether some results are filtered out or not stored yet
   * @param fail answers a problem, or truncates the answer if its head has been sent
   * @throws ProblemException as {@link #check} does
   */
  public StoredAnswer ofStored(
      Shape shape,
      ClientResponse to,
      BatchMemory memory,
      Plan plan,
      Set<Long> nothing,
      boolean sparse,
      Consumer<Throwable> fail) {
    var mediaType = shape.type.equals(CSV) ? CsvColumns.MEDIA_TYPE : JSON;
    var out = writer(to, memory);
    var body =
        new AnswerBody(
            to.response(), out, memory, mediaType, wholeBytes, false, shape.trailers, false);
    return new StoredOrderedAnswer(
        body, format(shape, plan, body, memory, sparse), Outline.of(plan.root()), nothing, fail);
  }

  /** Whether answers of this type can be held back until all documents have an outcome. */
  public static boolean canBeStrict(String type) {
    return type.equals(JSON) || type.equals(CSV);
  }

  /**
   * The form of an answer that a client has asked for.
   *
   * @param type one of {@link #TYPES}
   * @param escapesFormulas whether the cells of a table that a spreadsheet takes for formulas are
   *     escaped
   * @param inOrder whether a stream is in request order; other answers always are
   * @param trailers whether the client accepts trailers
   * @param failuresOnly whether successful results are left out
   * @param strict whether an incomplete batch is answered with a problem only; needs {@link
   *     #canBeStrict}
   * @param retrieval the conditions of {@code GET} and {@code HEAD}; null for a posted batch
   */
  public record Shape(
      String type,
      boolean escapesFormulas,
      boolean inOrder,
      boolean trailers,
      boolean failuresOnly,
      boolean strict,
      @Nullable Retrieval retrieval) {}

  /**
   * A request for an answer that can be cached.
   *
   * @param cached the entity tags of the answers that the client has cached
   * @param headOnly whether the request is {@code HEAD}
   */
  public record Retrieval(EntityTags cached, boolean headOnly) {}
}
