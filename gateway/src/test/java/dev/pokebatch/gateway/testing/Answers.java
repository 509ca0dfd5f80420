package dev.pokebatch.gateway.testing;

/** Answers of a gateway, as two of them can be compared. */
public final class Answers {

  private static final String FIGURES =
      "\"(?:durationMs|attempts|ageMs|seq)\":[0-9.]+|\"cache\":\"[a-z]+\"|\"ended\":(?:true|false)";

  private Answers() {}

  /** What is the same each time: without times, where documents came from, and the summary. */
  public static String withoutFigures(String answer) {
    return answer
        .replaceAll("\"summary\":\\{.*?\\},\"speedup\":[0-9.]+\\}", "\"summary\":{}")
        .replaceAll(FIGURES, "")
        .replaceAll(",+", ",")
        .replaceAll(",([}\\]])", "$1");
  }
}
