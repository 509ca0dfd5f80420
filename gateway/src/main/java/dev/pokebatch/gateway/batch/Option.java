package dev.pokebatch.gateway.batch;

import io.vertx.core.json.JsonArray;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.regex.Pattern;

/**
 * An option of a batch. Its name is that of a member of the body and of a query parameter, which
 * are read and checked in the same way. {@link OptionTable} declares all options.
 *
 * @param <T> the type of its values
 */
public final class Option<T> {

  private static final Pattern WHOLE_NUMBER = Pattern.compile("[0-9]{1,18}");

  private final String name;
  private final String description;
  private final boolean ofAnswer;
  private final Function<BatchLimits, T> byDefault;
  private final Function<String, Object> fromText;
  private final Reading<T> reading;
  private final Check<T> check;

  private Option(
      String name,
      String description,
      boolean ofAnswer,
      Function<BatchLimits, T> byDefault,
      Function<String, Object> fromText,
      Reading<T> reading,
      Check<T> check) {
    this.name = name;
    this.description = description;
    this.ofAnswer = ofAnswer;
    this.byDefault = byDefault;
    this.fromText = fromText;
    this.reading = reading;
    this.check = check;
  }

  /**
   * Declares an option whose text is the JSON string of its value.
   *
   * @param description one sentence, which the OpenAPI description repeats
   */
  static <T> Option<T> text(String name, T byDefault, Reading<T> reading, String description) {
    return of(name, byDefault, text -> text, reading, description);
  }

  /** Declares an option whose values are the constants of an enum. */
  static <E extends Enum<E>> Option<E> choice(String name, E byDefault, String description) {
    return text(
        name,
        byDefault,
        (members, member, absent, limits) -> members.choice(member, absent),
        description);
  }

  /** Declares an option that is true or false; false by default. */
  static Option<Boolean> flag(String name, String description) {
    return of(
        name,
        false,
        text -> text.equals("true") || text.equals("false") ? Boolean.valueOf(text) : text,
        (members, member, absent, limits) -> members.has(member) ? members.flag(member) : absent,
        description);
  }

  /** Declares an option whose value is an array, which a query separates by commas. */
  static <T> Option<T> list(String name, T byDefault, Reading<T> reading, String description) {
    return of(
        name,
        byDefault,
        text -> text.isEmpty() ? new JsonArray() : new JsonArray(List.of(text.split(",", -1))),
        reading,
        description);
  }

  /**
   * Declares an option whose value is a whole number from 1.
   *
   * @param check refuses numbers above the limit
   */
  static Option<Long> count(
      String name,
      ToLongFunction<BatchLimits> byDefault,
      ToLongFunction<BatchLimits> max,
      Check<Long> check,
      String description) {
    return new Option<>(
        name,
        description,
        false,
        byDefault::applyAsLong,
        text -> WHOLE_NUMBER.matcher(text).matches() ? (Object) Long.valueOf(text) : text,
        (members, member, absent, limits) -> members.count(member, absent, max.applyAsLong(limits)),
        check);
  }

  private static <T> Option<T> of(
      String name,
      T byDefault,
      Function<String, Object> fromText,
      Reading<T> reading,
      String description) {
    return new Option<>(
        name, description, false, limits -> byDefault, fromText, reading, (value, limits) -> {});
  }

  /**
   * Returns the same as an option of the answer: it must be known before the body is read, so it is
   * a query parameter of every form of a batch, and no member of the body.
   */
  Option<T> ofTheAnswer() {
    return new Option<>(name, description, true, byDefault, fromText, reading, check);
  }

  /** Returns the name of the member and of the query parameter. */
  public String name() {
    return name;
  }

  /** Returns one sentence that says what it does. */
  public String description() {
    return description;
  }

  /** Returns whether it is a query parameter only, because the head of the answer needs it. */
  public boolean isOfAnswer() {
    return ofAnswer;
  }

  /** Returns the value if the client does not say. */
  T byDefault(BatchLimits limits) {
    return byDefault.apply(limits);
  }

  /** Returns the JSON value of the text of a query parameter; the text itself if it is invalid. */
  Object fromText(String text) {
    return fromText.apply(text);
  }

  /** Returns the value of the member; {@code absent} if there is none, or if it is a fault. */
  T read(MemberReader members, T absent, BatchLimits limits) {
    return reading.read(members, name, absent, limits);
  }

  /**
   * Compares a value with the limits.
   *
   * @throws dev.pokebatch.gateway.problem.ProblemException {@code limit-exceeded}
   */
  void check(T value, LimitChecks limits) {
    check.check(value, limits);
  }

  /** Reads the member of an option; reports faults to the reader of the members. */
  @FunctionalInterface
  interface Reading<T> {

    /** Returns the value; {@code absent} if there is none, or if it is a fault. */
    T read(MemberReader members, String name, T absent, BatchLimits limits);
  }

  /** Compares a value with the limits. */
  @FunctionalInterface
  interface Check<T> {

    /** Throws the problem of a value that exceeds them. */
    void check(T value, LimitChecks limits);
  }
}
