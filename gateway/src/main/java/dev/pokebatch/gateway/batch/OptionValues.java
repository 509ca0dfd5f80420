package dev.pokebatch.gateway.batch;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A value for each option of {@link OptionTable}. Immutable; equal if all values are equal. */
public final class OptionValues {

  private final Map<String, Object> values;

  private OptionValues(Map<String, Object> values) {
    this.values = values;
  }

  /** Returns the values of a client that does not say. */
  public static OptionValues defaults(BatchLimits limits) {
    var values = new HashMap<String, Object>();
    OptionTable.ALL.forEach(option -> values.put(option.name(), option.byDefault(limits)));
    return new OptionValues(Map.copyOf(values));
  }

  /** Returns the value of an option. */
  @SuppressWarnings("unchecked") // with() and read() put only values of the option's type
  public <T> T get(Option<T> option) {
    return (T) Objects.requireNonNull(values.get(option.name()));
  }

  /** Returns a copy with another value of an option. */
  public <T> OptionValues with(Option<T> option, T value) {
    var copy = new HashMap<>(values);
    copy.put(option.name(), value);
    return new OptionValues(Map.copyOf(copy));
  }

  /** Returns which parts of a document to return, for steps that do not say. */
  public View view() {
    return new View(get(OptionTable.FIELDS), get(OptionTable.EXPAND), get(OptionTable.LANGUAGE));
  }

  /** Returns whether the answer contains the documents alone. */
  public boolean isBare() {
    return get(OptionTable.ENVELOPE) == Envelope.NONE;
  }

  /** Returns how many documents may be in flight at the same time. */
  public int concurrency() {
    return Math.toIntExact(get(OptionTable.CONCURRENCY));
  }

  /**
   * Returns these values, some of them replaced by those of the members of an object; faults go to
   * the reader of the members.
   *
   * @param options the options to read
   */
  OptionValues read(List<Option<?>> options, MemberReader members, BatchLimits limits) {
    var read = this;
    for (var option : options) {
      if (members.has(option.name())) {
        read = read.read(option, members, limits);
      }
    }
    return read;
  }

  private <T> OptionValues read(Option<T> option, MemberReader members, BatchLimits limits) {
    return with(option, option.read(members, get(option), limits));
  }

  /**
   * Compares all values with the limits.
   *
   * @throws dev.pokebatch.gateway.problem.ProblemException {@code limit-exceeded}
   */
  void check(LimitChecks limits) {
    OptionTable.ALL.forEach(option -> check(option, limits));
  }

  private <T> void check(Option<T> option, LimitChecks limits) {
    option.check(get(option), limits);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof OptionValues o && o.values.equals(values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    return values.toString();
  }
}
