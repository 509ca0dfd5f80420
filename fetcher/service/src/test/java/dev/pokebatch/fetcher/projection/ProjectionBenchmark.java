package dev.pokebatch.fetcher.projection;

import com.fasterxml.jackson.core.JsonFactory;
import dev.pokebatch.contract.DocumentPath;
import dev.pokebatch.contract.LinkPaths;
import dev.pokebatch.contract.Projection;
import dev.pokebatch.fetcher.fetch.DocumentView;
import dev.pokebatch.fetcher.fetch.EncodedJson;
import dev.pokebatch.sample.SampleConfig;
import dev.pokebatch.sample.SampleUpstream;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Measures the projection alone, by document size, against a streaming parser that keeps nothing.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class ProjectionBenchmark {

  private static final DocumentView FIELDS =
      new DocumentView(Projection.parse("id,name,types.type.name,stats"), LinkPaths.NONE);

  private static final DocumentView SHAPE =
      new DocumentView(
          Projection.parse(
              "id,name,hp:value($.stats[?@.stat.name=='hp'].base_stat),"
                  + "speed:value($.stats[?@.stat.name=='speed'].base_stat),"
                  + "total:sum($.stats[*].base_stat),types:$.types[*].type.name"),
          LinkPaths.NONE);

  /** Median size of the sample's documents, in KB. */
  @Param({"40", "80", "230", "500"})
  public int kb;

  private final DocumentProjector projector = new DocumentProjector(8 << 20, DocumentPath::parse);
  private final JsonFactory jackson = new JsonFactory();
  private EncodedJson plain = new EncodedJson(new byte[0], false);
  private EncodedJson gzip = plain;

  /** Fetches a document from the sample upstream. */
  @Setup
  public void getDocument() {
    plain = new EncodedJson(document(kb), false);
    gzip = new EncodedJson(InvalidDocuments.gzip(plain.bytes()), true);
  }

  /** Validates the whole text. */
  @Benchmark
  public Buffer whole() throws InvalidDocumentException {
    return projector.project(plain, DocumentView.WHOLE).bytes();
  }

  /** Projects a few fields. */
  @Benchmark
  public Buffer fields() throws InvalidDocumentException {
    return projector.project(plain, FIELDS).bytes();
  }

  /** Projects a few fields of its gzip, as received from the upstream. */
  @Benchmark
  public Buffer gzipFields() throws InvalidDocumentException {
    return projector.project(gzip, FIELDS).bytes();
  }

  /** Makes a shape of its gzip, as received from the upstream. */
  @Benchmark
  public Buffer gzipShape() throws InvalidDocumentException {
    return projector.project(gzip, SHAPE).bytes();
  }

  /** For comparison: skips all of Jackson's tokens. */
  @Benchmark
  public int jacksonSkip() throws IOException {
    try (var parser = jackson.createParser(plain.bytes())) {
      parser.nextToken();
      parser.skipChildren();
      return (int) parser.currentLocation().getByteOffset();
    }
  }

  private static byte[] document(int kb) {
    var vertx = Vertx.vertx();
    var config = SampleConfig.defaults().withLatencyMs(0).withDocumentKb(kb);
    var url = new SampleUpstream(vertx, config).start().await().url() + "/pokemon/25/";
    try {
      var request = HttpRequest.newBuilder(URI.create(url)).build();
      return HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray()).body();
    } catch (IOException | InterruptedException failed) {
      throw new IllegalStateException(failed);
    } finally {
      vertx.close().await();
    }
  }

  /** Runs all benchmarks and prints megabytes of text a second. */
  public static void main(String[] arguments) throws RunnerException {
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    out.println("  projection alone ...");
    var options =
        new OptionsBuilder()
            .include(ProjectionBenchmark.class.getSimpleName())
            .verbosity(VerboseMode.SILENT)
            .build();
    out.printf(Locale.ROOT, "%n  %-14s %10s %12s %10s%n", "", "bytes", "documents/s", "MB/s");
    for (var result : new Runner(options).run()) {
      var median = Integer.parseInt(result.getParams().getParam("kb"));
      var bytes = document(median).length;
      var score = result.getPrimaryResult().getScore();
      out.printf(
          Locale.ROOT,
          "  %-14s %10d %12.0f %10.0f%n",
          result.getPrimaryResult().getLabel(),
          bytes,
          score,
          score * bytes / 1e6);
    }
    out.println();
  }
}
