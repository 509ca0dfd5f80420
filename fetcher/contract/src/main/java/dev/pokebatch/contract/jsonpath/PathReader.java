package dev.pokebatch.contract.jsonpath;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a query, its segments and their selectors (RFC 9535, sections 2.2, 2.3 and 2.5). */
final class PathReader {

  /** The largest integer that I-JSON represents exactly; the smallest is its negative (2.1). */
  private static final long MAX_EXACT = (1L << 53) - 1;

  private static final Pattern INTEGER = Pattern.compile("0|-?[1-9][0-9]*");
  private static final Pattern NAME =
      Pattern.compile(
          "[A-Za-z_\\x{80}-\\x{D7FF}\\x{E000}-\\x{10FFFF}]"
              + "[A-Za-z_\\x{80}-\\x{D7FF}\\x{E000}-\\x{10FFFF}0-9]*");

  private final QueryScanner in;
  private final FilterReader filters;

  PathReader(QueryScanner in) {
    this.in = in;
    this.filters = new FilterReader(in, this);
  }

  /** Reads the whole text, which must be one absolute query. */
  Query whole() {
    if (!in.skip('$')) {
      throw new IllegalArgumentException("does not begin with '$'");
    }
    var query = new Query(true, segments());
    if (!in.atEnd()) {
      throw in.expected("'.', '[' or the end");
    }
    return query;
  }

  /** Reads a query in a filter, which starts with {@code $} or {@code @}. */
  Query inner() {
    var absolute = in.skip('$');
    if (!absolute && !in.skip('@')) {
      throw in.expected("a query");
    }
    return new Query(absolute, segments());
  }

  private List<Segment> segments() {
    var segments = new ArrayList<Segment>();
    while (true) {
      var mark = in.at();
      in.blank();
      if (in.sees('[')) {
        segments.add(bracketed(false));
      } else if (in.skip("..")) {
        segments.add(in.sees('[') ? bracketed(true) : shorthand(true));
      } else if (in.skip('.')) {
        segments.add(shorthand(false));
      } else {
        in.back(mark);
        return segments;
      }
    }
  }

  private Segment shorthand(boolean descendant) {
    if (in.skip('*')) {
      return new Segment(descendant, List.of(new Selector.Wildcard()), false);
    }
    var name = in.token(NAME);
    if (name == null) {
      throw in.expected(descendant ? "a name, '*' or '['" : "a name or '*'");
    }
    return new Segment(descendant, List.of(new Selector.Name(name)), false);
  }

  private Segment bracketed(boolean descendant) {
    in.open('[');
    var selectors = new ArrayList<Selector>();
    var spaced = false;
    do {
      spaced |= in.blank();
      selectors.add(selector());
      spaced |= in.blank();
    } while (in.skip(','));
    in.close(']', "',' or ");
    return new Segment(descendant, selectors, spaced);
  }

  private Selector selector() {
    if (StringLiteralReader.begins(in)) {
      return new Selector.Name(StringLiteralReader.read(in));
    }
    if (in.skip('*')) {
      return new Selector.Wildcard();
    }
    if (in.skip('?')) {
      in.blank();
      return new Filter(filters.condition());
    }
    var start = integer();
    var mark = in.at();
    in.blank();
    if (in.sees(':')) {
      return slice(start);
    }
    in.back(mark);
    if (start == null) {
      throw in.expected("a selector");
    }
    return new Selector.Index(start);
  }

  private Slice slice(@Nullable Long start) {
    in.skip(':');
    in.blank();
    var end = integer();
    in.blank();
    Long step = null;
    if (in.skip(':')) {
      in.blank();
      step = integer();
    }
    return new Slice(start, end, step == null ? 1 : step);
  }

  private @Nullable Long integer() {
    var start = in.at();
    var digits = in.token(INTEGER);
    if (digits == null) {
      return null;
    }
    // Longer numbers are out of range; shorter ones fit into a long.
    var value = digits.length() > 17 ? Long.MAX_VALUE : Long.parseLong(digits);
    if (Math.abs(value) > MAX_EXACT) {
      throw in.fault("a number", start, "beyond ±" + MAX_EXACT);
    }
    return value;
  }
}
