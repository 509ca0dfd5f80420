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
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes the answer of the shape that was agreed on. */
public final class AnswerFactory {

  static final String JSON = "application/json";
  private static final String CSV = "text/csv";

  /** The media types that a batch can be answered in, the default first. */
  public static final List<String> TYPES =
      List.of(JSON, Framing.NDJSON.mediaType(), Framing.SSE.mediaType(), CSV);

  /** Those in which results can be told before all of the request is known. */
  public static final List<String> STREAM_TYPES =
      List.of(Framing.NDJSON.mediaType(), Framing.SSE.mediaType());

  private final Vertx vertx;
  private final int wholeBytes;
  private final AnswerMemory memory;
  private final SpillFolder folder;
  private final Offload offload;

  /**
   * @param wholeBytes up to so many bytes an answer in request order is sent whole
   * @param memory that answers are counted in
   * @param folder for what memory has no room for
   * @param offload writes what takes long to write
   */
  public AnswerFactory(
      Vertx vertx, int wholeBytes, AnswerMemory memory, SpillFolder folder, Offload offload) {
    this.vertx = vertx;
    this.offload = offload;
    this.wholeBytes = wholeBytes;
    this.memory = memory;
    this.folder = folder;
  }

  /** Memory for one answer, and for the batch that it answers; to be closed when that is over. */
  public BatchMemory openMemory() {
    return memory.open(vertx.getOrCreateContext());
  }

  /**
   * Checks that a plan can be answered in a media type.
   *
   * @param type one of {@link #TYPES}
   * @throws ProblemException {@code limit-exceeded} where a table has too many columns
   */
  public static void check(String type, Plan plan) {
    if (type.equals(CSV)) {
      CsvFormat.check(plan);
    }
  }

  /**
   * Makes an answer to a plan.
   *
   * @param memory that it is counted in
   * @param fail answers a problem, or cuts the answer off where some of it has been sent
   * @throws ProblemException as {@link #check} does
   */
  public BatchAnswer of(
      Shape shape,
      HttpServerResponse response,
      Plan plan,
      BatchMemory memory,
      Consumer<Problem> fail) {
    if (shape.type.equals(JSON) || shape.type.equals(CSV)) {
      return ordered(shape, response, plan, memory, fail);
    }
    var answer = stream(shape, response, plan.trace(), false, memory, fail);
    answer.add(plan);
    return answer;
  }

  /**
   * Makes an answer to what is added to it by and by.
   *
   * @param shape of one of {@link #STREAM_TYPES}
   * @param trace whether to say of each document what happened to it when
   * @param memory that it is counted in
   * @param fail answers a problem, or cuts the answer off where some of it has been sent
   */
  public StreamAnswer ofLines(
      Shape shape,
      HttpServerResponse response,
      boolean trace,
      BatchMemory memory,
      Consumer<Problem> fail) {
    return stream(shape, response, trace, true, memory, fail);
  }

  private StreamAnswer stream(
      Shape shape,
      HttpServerResponse response,
      boolean trace,
      boolean open,
      BatchMemory memory,
      Consumer<Problem> fail) {
    var out = outgoing(response, false, memory);
    var texts = new EventStream(vertx, response, Framing.of(shape.type), out);
    var order = shape.inOrder ? memory : null;
    return new StreamAnswer(texts, trace, shape.failuresOnly, open, order, fail);
  }

  private BatchAnswer ordered(
      Shape shape,
      HttpServerResponse response,
      Plan plan,
      BatchMemory memory,
      Consumer<Problem> fail) {
    var csv = shape.type.equals(CSV);
    var type = csv ? CsvColumns.MEDIA_TYPE : JSON;
    var headOnly = shape.retrieval != null && shape.retrieval.headOnly;
    var out = outgoing(response, false, memory);
    var body =
        new AnswerBody(
            response, out, memory, type, wholeBytes, shape.strict, shape.trailers, headOnly);
    var format = format(csv, plan, body, shape.failuresOnly);
    AnswerInspector review = AnswerInspector.NONE;
    if (shape.strict) {
      review = new StrictInspector(fail);
    } else if (shape.retrieval != null) {
      review = new CachingInspector(response, body, shape.type, wholeBytes, shape.retrieval.kept);
    }
    return new OrderedAnswer(plan, shape.failuresOnly, body, format, memory, review, fail);
  }

  private ResponseWriter outgoing(
      HttpServerResponse response, boolean compressed, BatchMemory memory) {
    return new ResponseWriter(vertx, response, compressed, memory, new Spool(memory, folder));
  }

  private Format format(boolean csv, Plan plan, AnswerBody body, boolean sparse) {
    return csv ? new CsvFormat(plan, offload, body::write) : new JsonFormat(body::write, sparse);
  }

  /**
   * Makes an answer of what is kept of a job's results, as they came.
   *
   * @param type one of {@link #STREAM_TYPES}
   * @param compressed whether it is sent compressed
   * @param memory that it is counted in
   * @param fail answers what went wrong, where that is possible still
   */
  public StoredAnswer ofStored(
      String type,
      HttpServerResponse response,
      boolean compressed,
      BatchMemory memory,
      Consumer<Throwable> fail) {
    var out = outgoing(response, compressed, memory);
    return new StoredStreamAnswer(new EventStream(vertx, response, Framing.of(type), out), fail);
  }

  /**
   * Makes an answer of what is kept of a job's results, in request order.
   *
   * @param type JSON or CSV
   * @param trailers whether the client takes trailers
   * @param compressed whether it is sent compressed
   * @param memory that it is counted in
   * @param plan what the job does
   * @param nothing steps that turned out to stand for no documents
   * @param sparse whether some of the results are not shown, or not there yet
   * @param fail answers what went wrong, where that is possible still
   * @throws ProblemException as {@link #check} does
   */
  public StoredAnswer ofStored(
      String type,
      HttpServerResponse response,
      boolean trailers,
      boolean compressed,
      BatchMemory memory,
      Plan plan,
      Set<Long> nothing,
      boolean sparse,
      Consumer<Throwable> fail) {
    var csv = type.equals(CSV);
    var mediaType = csv ? CsvColumns.MEDIA_TYPE : JSON;
    var out = outgoing(response, compressed, memory);
    var body = new AnswerBody(response, out, memory, mediaType, wholeBytes, false, trailers, false);
    return new StoredOrderedAnswer(
        body, format(csv, plan, body, sparse), Outline.of(plan.root()), nothing, fail);
  }

  /** Whether answers of that type can be held until it is known what has come of all documents. */
  public static boolean canBeHeld(String type) {
    return type.equals(JSON) || type.equals(CSV);
  }

  /**
   * What a client wants.
   *
   * @param type one of {@link #TYPES}
   * @param inOrder whether a stream is to be in request order; other answers are in any case
   * @param trailers whether the client takes trailers
   * @param failuresOnly whether documents that are there are left out
   * @param strict whether it wants all or nothing; see {@link #canBeHeld}
   * @param retrieval of {@code GET} and {@code HEAD}; null where a batch is posted
   */
  public record Shape(
      String type,
      boolean inOrder,
      boolean trailers,
      boolean failuresOnly,
      boolean strict,
      @Nullable Retrieval retrieval) {}

  /**
   * What there is to know of a request for something that a cache may keep.
   *
   * @param kept which answers the client still has
   * @param headOnly whether it wants no body
   */
  public record Retrieval(EntityTags kept, boolean headOnly) {}
}
