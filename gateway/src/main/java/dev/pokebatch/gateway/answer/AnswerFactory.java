package dev.pokebatch.gateway.answer;

import dev.pokebatch.gateway.client.ClientId;
import dev.pokebatch.gateway.csv.CsvColumns;
import dev.pokebatch.gateway.memory.AnswerMemory;
import dev.pokebatch.gateway.memory.BatchMemory;
import dev.pokebatch.gateway.plan.Plan;
import dev.pokebatch.gateway.problem.Problem;
import dev.pokebatch.gateway.problem.ProblemException;
import dev.pokebatch.gateway.spill.SpillFolder;
import dev.pokebatch.process.offload.Offload;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import java.util.List;
import java.util.function.Consumer;

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

  /**
   * Opens the memory of one batch of a client and its answer, which must be closed when both are
   * over.
   */
  public BatchMemory openMemory(ClientId client) {
    return memory.of(client).open(vertx.getOrCreateContext());
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
      AnswerForm form, ClientResponse to, Plan plan, BatchMemory memory, Consumer<Problem> fail) {
    if (form.type().equals(JSON) || form.type().equals(CSV)) {
      return ordered(form, to, plan, memory, fail);
    }
    var answer = stream(form, to, plan.trace(), false, memory, fail);
    answer.add(plan);
    return answer;
  }

  /**
   * Creates the answer to a stream of steps, to which plans are added as they are read.
   *
   * @param form its type must be one of {@link #STREAM_TYPES}
   * @param trace whether each result has the times of its events
   * @param memory counts the answer's bytes
   * @param fail answers a problem, or truncates the answer if its head has been sent
   */
  public StreamAnswer ofLines(
      AnswerForm form,
      ClientResponse to,
      boolean trace,
      BatchMemory memory,
      Consumer<Problem> fail) {
    return stream(form, to, trace, true, memory, fail);
  }

  private StreamAnswer stream(
      AnswerForm form,
      ClientResponse to,
      boolean trace,
      boolean open,
      BatchMemory memory,
      Consumer<Problem> fail) {
    var order = form.inOrder() ? memory : null;
    return new StreamAnswer(
        events(form, to, memory), trace, form.failuresOnly(), open, order, fail);
  }

  private EventStream events(AnswerForm form, ClientResponse to, BatchMemory memory) {
    return new EventStream(
        vertx,
        to.response(),
        Framing.of(form.type()),
        writer(to, memory),
        form.bare(),
        form.trailers());
  }

  private BatchAnswer ordered(
      AnswerForm form, ClientResponse to, Plan plan, BatchMemory memory, Consumer<Problem> fail) {
    var retrieval = form.retrieval();
    var body = body(form, to, memory, retrieval != null && retrieval.headOnly());
    var format = format(form, plan, body, memory, form.failuresOnly(), StoredSteps.NONE);
    AnswerInspector inspector = AnswerInspector.NONE;
    if (form.strict()) {
      inspector = new StrictInspector(fail);
    } else if (retrieval != null) {
      var bareJson = form.bare() && form.type().equals(JSON);
      inspector =
          new CachingInspector(
              to.response(), body, form.type(), bareJson, wholeBytes, retrieval.cached());
    }
    return new OrderedAnswer(plan, form.failuresOnly(), body, format, memory, inspector, fail);
  }

  private AnswerBody body(
      AnswerForm form, ClientResponse to, BatchMemory memory, boolean headOnly) {
    var csv = form.type().equals(CSV);
    if (csv) {
      to.response().putHeader(HttpHeaders.CONTENT_DISPOSITION, form.table().disposition());
    }
    return new AnswerBody(
        to.response(),
        writer(to, memory),
        memory,
        csv ? CsvColumns.MEDIA_TYPE : JSON,
        wholeBytes,
        form.strict(),
        form.trailers(),
        headOnly);
  }

  private ResponseWriter writer(ClientResponse to, BatchMemory memory) {
    return new ResponseWriter(vertx, to, memory, new Spool(memory, folder));
  }

  private Format format(
      AnswerForm form,
      Plan plan,
      AnswerBody body,
      BatchMemory memory,
      boolean sparse,
      StoredSteps steps) {
    if (form.type().equals(CSV)) {
      return new CsvFormat(plan, form.table(), offload, memory, this.memory.largest(), body::write);
    }
    return form.bare()
        ? new BareJsonFormat(body::write)
        : new JsonFormat(body::write, sparse, steps.retried());
  }

  /**
   * Creates an answer of a job's stored results, in the order in which they were stored.
   *
   * @param form its type must be one of {@link #STREAM_TYPES}
   * @param memory counts the answer's bytes
   * @param fail answers a problem, or truncates the answer if its head has been sent
   */
  public StoredAnswer ofStored(
      AnswerForm form, ClientResponse to, BatchMemory memory, Consumer<Throwable> fail) {
    return new StoredStreamAnswer(events(form, to, memory), fail);
  }

  /**
   * Creates an answer of a job's stored results, in request order.
   *
   * @param form its type must be JSON or CSV
   * @param memory counts the answer's bytes
   * @param plan the job's plan
   * @param steps the steps that the results alone do not tell
   * @param sparse whether some results are filtered out or not stored yet
   * @param fail answers a problem, or truncates the answer if its head has been sent
   * @throws ProblemException as {@link #check} does
   */
  public StoredAnswer ofStored(
      AnswerForm form,
      ClientResponse to,
      BatchMemory memory,
      Plan plan,
      StoredSteps steps,
      boolean sparse,
      Consumer<Throwable> fail) {
    var body = body(form, to, memory, false);
    var format = format(form, plan, body, memory, sparse, steps);
    return new StoredOrderedAnswer(body, format, Outline.of(plan.root()), steps.empty(), fail);
  }

  /** Whether answers of this type can be held back until all documents have an outcome. */
  public static boolean canBeStrict(String type) {
    return type.equals(JSON) || type.equals(CSV);
  }
}
