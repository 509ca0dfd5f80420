package dev.pokebatch.gateway.batch;

import dev.pokebatch.contract.CacheMode;
import dev.pokebatch.contract.LinkPaths;
import dev.pokebatch.contract.Projection;
import dev.pokebatch.contract.TransportKind;
import java.util.List;
import java.util.Optional;

/**
 * The options of a batch, one declaration each. A body has them as members. The URL form, {@code
 * QUERY} and a stream of steps have them as query parameters.
 */
public final class OptionTable {

  /** How the top level runs. */
  public static final Option<Mode> MODE =
      Option.choice(
          "mode",
          Mode.PARALLEL,
          "Whether the steps of the top level run at the same time or one after the other.");

  /** Whether a failed step stops the others. */
  public static final Option<OnError> ON_ERROR =
      Option.choice(
          "onError",
          OnError.CONTINUE,
          "Whether the first failure cancels the other steps of the top level.");

  /** How many documents may be in flight. */
  public static final Option<Long> CONCURRENCY =
      Option.count(
          "concurrency",
          BatchLimits::defaultConcurrency,
          BatchLimits::maxConcurrency,
          (count, limits) -> limits.checkConcurrency(count),
          "The most documents of the batch that are in flight at the same time.");

  /** How long the batch may take. */
  public static final Option<Long> DEADLINE_MS =
      Option.count(
          "deadlineMs",
          BatchLimits::defaultDeadlineMs,
          BatchLimits::maxDeadlineMs,
          (millis, limits) -> limits.checkDeadline(millis),
          "The milliseconds that the batch may take, or each line of a stream.");

  /** Which fields of the documents to return. */
  public static final Option<Projection> FIELDS =
      Option.text(
          "fields",
          Projection.ALL,
          (members, name, absent, limits) -> members.projection(name, absent),
          "The fields of each document to return, for steps that do not say.");

  /** Which links to expand. */
  public static final Option<LinkPaths> EXPAND =
      Option.list(
          "expand",
          LinkPaths.NONE,
          (members, name, absent, limits) -> members.linkPaths(name, absent),
          "The links to replace by their documents, for steps that do not say.");

  /** The language of localized texts. */
  public static final Option<List<String>> LANGUAGE =
      Option.text(
          "language",
          List.of(),
          (members, name, absent, limits) -> members.languages(name, absent),
          "The language of localized texts; Accept-Language is the default.");

  /** How fetchers call the upstream. */
  public static final Option<TransportKind> TRANSPORT =
      Option.choice(
          "transport",
          TransportKind.NON_BLOCKING,
          "Which HTTP client fetches documents that are not cached.");

  /** How cached documents are used. */
  public static final Option<CacheMode> CACHE =
      Option.text(
          "cache",
          CacheMode.DEFAULT,
          OptionTable::cache,
          "How cached documents are used, in the words of the Fetch standard's cache modes.");

  /** Whether the answer has the timing of each document. */
  public static final Option<Boolean> TRACE =
      Option.flag("trace", "Whether each document of the answer has the times of its fetch.");

  /** The order of a streamed answer. */
  public static final Option<Order> ORDER =
      Option.choice(
              "order",
              Order.COMPLETION,
              "The order of the items of NDJSON and SSE; other answers are in request order.")
          .ofTheAnswer();

  /** What a table is for. */
  public static final Option<CsvUse> CSV =
      Option.choice(
              "csv",
              CsvUse.PLAIN,
              "Whether cells of CSV that a spreadsheet would take for formulas are escaped.")
          .ofTheAnswer();

  /** What the answer contains besides the documents. */
  public static final Option<Envelope> ENVELOPE =
      Option.choice(
          "envelope",
          Envelope.FULL,
          "Whether JSON, NDJSON and SSE contain results with a summary, or the documents alone.");

  /** How a table contains arrays. */
  public static final Option<CsvArrays> ARRAYS =
      Option.choice(
              "arrays",
              CsvArrays.JOINED,
              "Whether cells of CSV contain arrays as elements joined by a bar or as JSON.")
          .ofTheAnswer();

  /** The format of the answer; it has been read before the other options are. */
  public static final Option<Optional<AnswerFormat>> FORMAT =
      Option.text(
              "format",
              Optional.<AnswerFormat>empty(),
              (members, name, absent, limits) ->
                  Optional.of(members.choice(name, AnswerFormat.JSON)),
              "The format of the answer; it takes precedence over `Accept`.")
          .ofTheAnswer();

  /** All options, in the order in which messages list them. */
  public static final List<Option<?>> ALL =
      List.of(
          MODE,
          ON_ERROR,
          CONCURRENCY,
          DEADLINE_MS,
          FIELDS,
          EXPAND,
          LANGUAGE,
          TRANSPORT,
          CACHE,
          TRACE,
          ENVELOPE,
          ORDER,
          CSV,
          ARRAYS,
          FORMAT);

  /**
   * The options that decide about the documents of steps; those of the batch are their defaults.
   */
  static final List<Option<?>> INHERITED = List.of(FIELDS, EXPAND, LANGUAGE);

  /** The others. */
  static final List<Option<?>> OWN =
      ALL.stream().filter(option -> !INHERITED.contains(option)).toList();

  private OptionTable() {}

  private static CacheMode cache(
      MemberReader members, String name, CacheMode absent, BatchLimits limits) {
    var mode = members.choice(name, absent);
    if (mode == CacheMode.RELOAD && !limits.cacheReload()) {
      members.fault(name, "must not be reload: this server does not allow it");
      return absent;
    }
    return mode;
  }

  /** Returns the option of a name. */
  static Optional<Option<?>> named(String name) {
    return ALL.stream().filter(option -> option.name().equals(name)).findFirst();
  }

  /** Returns the names of the members of a body that are options. */
  static List<String> members() {
    return ALL.stream().filter(option -> !option.isOfAnswer()).map(Option::name).toList();
  }

  /** Returns the names of the query parameters that are no members of a body. */
  static List<String> ofAnswer() {
    return ALL.stream().filter(Option::isOfAnswer).map(Option::name).toList();
  }

  /** Returns the names of all options. */
  static List<String> names() {
    return ALL.stream().map(Option::name).toList();
  }
}
