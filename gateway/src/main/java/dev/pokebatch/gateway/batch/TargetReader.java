package dev.pokebatch.gateway.batch;

import dev.pokebatch.fetcher.contract.DocumentPath;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what a step gets: a document, a range of them, or a link. */
final class TargetReader {

  private static final Pattern RANGE =
      Pattern.compile("([a-z0-9_-]{1,100})/(.{0,40}?)\\.\\.(.{0,40})");
  private static final Pattern ID = Pattern.compile("[1-9][0-9]{0,8}");
  private static final Pattern LINK = Pattern.compile("(?:/|[a-zA-Z][a-zA-Z0-9+.-]*://)[!-~]*");
  private static final int MAX_LINK = 512;
  private static final String FORMS =
      "this must be resource/key, resource/a..b, or a link below the upstream";

  private TargetReader() {}

  /** The target, or null where the text is none; the fault is then noted. */
  static @Nullable Target read(String text, String pointer, Faults faults) {
    var path = DocumentPath.parse(text);
    if (path.isPresent()) {
      return new Target.Single(path.get().toString());
    }
    if (text.length() <= MAX_LINK && LINK.matcher(text).matches()) {
      return new Target.Single(text);
    }
    var range = RANGE.matcher(text.length() > MAX_LINK ? "" : text.toLowerCase(Locale.ROOT));
    if (range.matches()) {
      return range(range.group(1), range.group(2), range.group(3), pointer, faults);
    }
    faults.add(pointer, FORMS + ", not " + Faults.quote(text));
    return null;
  }

  private static @Nullable Target range(
      String resource, String from, String to, String pointer, Faults faults) {
    if (!ID.matcher(from).matches() || !ID.matcher(to).matches()) {
      faults.add(pointer, "a range goes from one id to another, both whole numbers from 1");
      return null;
    }
    var range = new Target.Range(resource, Integer.parseInt(from), Integer.parseInt(to));
    if (range.size() < 1) {
      faults.add(pointer, "a range goes from the smaller id to the larger");
      return null;
    }
    return range;
  }
}
