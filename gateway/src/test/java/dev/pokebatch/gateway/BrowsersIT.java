package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pokebatch.gateway.testing.EmbeddedPair;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A page of another origin in a real Chromium: it reads answers as its developers would, with
 * fetch, with a reader of NDJSON lines and with EventSource. Skipped where no Chromium is
 * installed.
 */
class BrowsersIT {

  private static final String PAGE =
      """
      <!doctype html><meta charset="utf-8"><script type="module">
      const api = "%s", seen = {};
      const json = {"content-type": "application/json"};
      const batch = JSON.stringify({requests: ["pokemon/1..5"], fields: "id"});
      try {
        const get = await fetch(api + "/v1/pokemon/1,4,7?fields=id");
        seen.get = (await get.json()).summary.succeeded;
        seen.requestId = get.headers.get("x-request-id") !== null || get.headers.get("etag") !== null;

        const post = await fetch(api + "/v1/batches", {method: "POST", headers: json, body: batch});
        seen.post = (await post.json()).summary.succeeded;
        seen.complete = post.headers.get("batch-complete");

        const wrong = await fetch(api + "/v1/batches", {method: "POST", headers: json, body: "{}"});
        seen.problem = (await wrong.json()).status;

        const lines = await fetch(api + "/v1/batches",
            {method: "POST", headers: {...json, accept: "application/x-ndjson"}, body: batch});
        const reader = lines.body.pipeThrough(new TextDecoderStream()).getReader();
        let text = "";
        for (let next = await reader.read(); !next.done; next = await reader.read()) text += next.value;
        seen.lines = text.trim().split("\\n").map(line => JSON.parse(line)).length;

        const job = await fetch(api + "/v1/batches",
            {method: "POST", headers: {...json, prefer: "respond-async"}, body: batch});
        const events = new EventSource(api + job.headers.get("location") + "/events");
        seen.items = await new Promise((done, failed) => {
          let items = 0;
          events.addEventListener("item", () => items++);
          events.addEventListener("summary", () => { events.close(); done(items); });
          events.onerror = () => failed(new Error("events"));
        });

        const form = await fetch(api + "/v1/batches",
            {method: "POST", mode: "no-cors", body: new URLSearchParams({a: "b"})});
        seen.opaque = form.type;
      } catch (failed) {
        seen.failed = String(failed);
      }
      await fetch("/seen", {method: "POST", body: JSON.stringify(seen)});
      </script>
      """;

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void stop() {
    EmbeddedPair.await(vertx.close());
  }

  @Test
  void aPageOfAnotherOriginReadsAnswersInEveryWay(@TempDir Path folder) throws Exception {
    var settings =
        Map.of("POKEAPI_URL", "sample", "SAMPLE_LATENCY_MS", "0", "DATA_DIR", folder.toString());
    try (var pair = EmbeddedPair.start(settings)) {
      var seen = visit(PAGE.replace("%s", pair.url().toString()), folder.resolve("profile"));

      assertThat(seen)
          .isEqualTo(
              new JsonObject()
                  .put("get", 3)
                  .put("requestId", true)
                  .put("post", 5)
                  .put("complete", "?1")
                  .put("problem", 400)
                  .put("lines", 6)
                  .put("items", 5)
                  .put("opaque", "opaque"));
    }
  }

  /** Opens a page and returns what it sends back to where it came from. */
  private JsonObject visit(String page, Path profile) throws IOException, InterruptedException {
    Promise<JsonObject> seen = Promise.promise();
    var server =
        vertx
            .createHttpServer()
            .requestHandler(request -> answer(request, page, seen))
            .listen(0, "127.0.0.1");
    var url = "http://localhost:" + EmbeddedPair.await(server).actualPort() + "/";
    var browser =
        new ProcessBuilder(
                chromium(),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--user-data-dir=" + profile,
                url)
            .redirectErrorStream(true)
            .redirectOutput(Files.createDirectories(profile).resolve("output").toFile())
            .start();
    try {
      return EmbeddedPair.await(seen.future());
    } finally {
      // A script starts the browser, which has processes of its own.
      Stream.concat(browser.descendants(), Stream.of(browser.toHandle()))
          .forEach(ProcessHandle::destroyForcibly);
      browser.waitFor(20, TimeUnit.SECONDS);
    }
  }

  private static void answer(HttpServerRequest request, String page, Promise<JsonObject> seen) {
    if (request.path().equals("/seen")) {
      request.body().onSuccess(body -> seen.tryComplete(body.toJsonObject()));
    }
    request.response().putHeader("content-type", "text/html").end(page);
  }

  private static String chromium() {
    var found =
        Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
            .flatMap(
                folder ->
                    List.of("chromium", "google-chrome").stream().map(Path.of(folder)::resolve))
            .filter(Files::isExecutable)
            .findFirst();
    assumeTrue(found.isPresent(), "no Chromium is installed");
    return found.orElseThrow().toString();
  }
}
