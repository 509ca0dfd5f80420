package dev.pokebatch.contract.jsonpath;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Reads the condition of a filter (RFC 9535, section 2.3.5.1) and refuses conditions that are not
 * well-typed (section 2.4.3).
 */
final class FilterReader {

  private static final Pattern NUMBER =
      Pattern.compile("(?:-?0|-?[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?");
  private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,18}");
  private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9_]*");

  private final QueryScanner in;
  private final PathReader paths;

  FilterReader(QueryScanner in, PathReader paths) {
    this.in = in;
    this.paths = paths;
  }

  /** Reads alternatives ({@code ||}) of conjunctions ({@code &&}). */
  Logical condition() {
    return chain("||", () -> chain("&&", this::basic, Logical.And::new), Logical.Or::new);
  }

  private Logical chain(
      String sign, Supplier<Logical> part, Function<List<Logical>, Logical> whole) {
    var parts = new ArrayList<Logical>();
    do {
      in.blank();
      parts.add(part.get());
      in.blank();
    } while (in.skip(sign));
    return parts.size() == 1 ? parts.get(0) : whole.apply(List.copyOf(parts));
  }

  private Logical basic() {
    var negated = in.skip('!');
    if (negated) {
      in.blank();
    }
    Logical part;
    if (in.sees('(')) {
      in.open('(');
      part = condition();
      in.close(')', "'&&', '||' or ");
    } else {
      part = negated ? test(in.at(), term()) : comparisonOrTest();
    }
    return negated ? new Logical.Not(part) : part;
  }

  private Logical comparisonOrTest() {
    var start = in.at();
    var left = term();
    in.blank();
    for (var how : Comparison.values()) {
      if (in.skip(how.sign())) {
        in.blank();
        return new Logical.Compare(operand(start, left), how, operand(in.at(), term()));
      }
    }
    return test(start, left);
  }

  private Logical test(int start, Term term) {
    if (term instanceof Query query) {
      return new Logical.Exists(query);
    }
    if (term instanceof Logical.Matches matches) {
      return matches;
    }
    throw in.fault("a value", start, "that is not compared with anything");
  }

  private Operand operand(int start, Term term) {
    if (term instanceof Operand operand) {
      return operand;
    }
    if (!(term instanceof Query query)) {
      throw in.fault("a test", start, "where a value is expected");
    }
    if (!query.isSingular()) {
      throw in.fault("a query", start, "that may select many nodes, not one value");
    }
    if (!query.isComparable()) {
      throw in.fault(
          "a query", start, "with blank space in its brackets, which a comparison does not allow");
    }
    return new Operand.Only(query);
  }

  private Term term() {
    if (in.sees('@') || in.sees('$')) {
      return paths.inner();
    }
    if (StringLiteralReader.begins(in)) {
      return new Operand.Literal(StringLiteralReader.read(in));
    }
    var number = in.token(NUMBER);
    if (number != null) {
      return new Operand.Literal(number(number));
    }
    var start = in.at();
    var word = in.token(WORD);
    if (word == null) {
      throw in.expected("a query, a literal or a function");
    }
    if (in.sees('(')) {
      return call(start, word);
    }
    return switch (word) {
      case "true" -> new Operand.Literal(true);
      case "false" -> new Operand.Literal(false);
      case "null" -> new Operand.Literal(null);
      default -> throw in.fault("a word", start, "that is neither a literal nor a function");
    };
  }

  private static Number number(String text) {
    if (WHOLE.matcher(text).matches()) {
      return Long.parseLong(text);
    }
    return Double.parseDouble(text);
  }

  /** Reads a call of one of the functions in sections 2.4.4 to 2.4.8. */
  private Term call(int start, String function) {
    in.open('(');
    Term call =
        switch (function) {
          case "length" -> new Operand.Length(value());
          case "count" -> new Operand.Count(nodes());
          case "value" -> new Operand.Only(nodes());
          case "match" -> matches(true);
          case "search" -> matches(false);
          default -> throw in.fault("a function", start, "that does not exist");
        };
    in.blank();
    in.close(')', "");
    return call;
  }

  private Logical.Matches matches(boolean whole) {
    var text = value();
    in.blank();
    if (!in.skip(',')) {
      throw in.expected("','");
    }
    return new Logical.Matches(text, value(), whole);
  }

  /** Reads an argument of ValueType. */
  private Operand value() {
    in.blank();
    return operand(in.at(), term());
  }

  /** Reads an argument of NodesType. */
  private Query nodes() {
    in.blank();
    return paths.inner();
  }
}
