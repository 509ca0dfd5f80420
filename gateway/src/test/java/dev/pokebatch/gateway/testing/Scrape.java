package dev.pokebatch.gateway.testing;

import java.net.URI;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What {@code /metrics} of a process has answered, in the text format of Prometheus.
 *
 * @param samples all samples, in their order
 */
public record Scrape(List<Sample> samples) {

  private static final Pattern LINE =
      Pattern.compile("^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)\\})? (\\S+)$");
  private static final Pattern LABEL = Pattern.compile("([a-zA-Z_]+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

  /** Asks the management port of a process. */
  public static Scrape of(URI management) {
    var client = new Client(management);
    var request = client.request("GET", "/metrics", Map.of(), new byte[0]);
    return parse(client.send(request, BodyHandlers.ofString()).body());
  }

  /**
   * Reads a text.
   *
   * @throws IllegalArgumentException if a line is no sample
   */
  public static Scrape parse(String text) {
    var samples = new ArrayList<Sample>();
    for (var line : text.lines().filter(line -> !line.startsWith("#")).toList()) {
      var parts = LINE.matcher(line);
      if (!parts.matches()) {
        throw new IllegalArgumentException(line);
      }
      var labels = new LinkedHashMap<String, String>();
      if (parts.group(2) != null) {
        LABEL.matcher(parts.group(2)).results().forEach(l -> labels.put(l.group(1), l.group(2)));
      }
      samples.add(new Sample(parts.group(1), labels, Double.parseDouble(value(parts.group(3)))));
    }
    return new Scrape(samples);
  }

  private static String value(String text) {
    return text.replace("Inf", "Infinity");
  }

  /** The names of all samples. */
  public Set<String> names() {
    var names = new TreeSet<String>();
    samples.forEach(sample -> names.add(sample.name));
    return names;
  }

  /** The sum of the samples of a name that have these labels, given as {@code name=value}. */
  public double sum(String name, String... labels) {
    return samples.stream()
        .filter(sample -> sample.name.equals(name))
        .filter(sample -> Stream.of(labels).allMatch(sample::has))
        .mapToDouble(Sample::value)
        .sum();
  }

  /**
   * One line.
   *
   * @param name such as {@code pokebatch_batches_total}
   * @param labels in their order
   * @param value the value
   */
  public record Sample(String name, Map<String, String> labels, double value) {

    private boolean has(String label) {
      var parts = label.split("=", 2);
      return parts[1].equals(labels.get(parts[0]));
    }
  }
}
