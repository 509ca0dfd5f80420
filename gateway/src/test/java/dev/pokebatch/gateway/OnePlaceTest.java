package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What must be decided alike everywhere is decided in one class. The sample upstream depends on no
 * other module, so it has its own.
 */
class OnePlaceTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiterString = " | ",
      textBlock =
          """
          SHA-256                         | MessageDigest\\.getInstance             | Sha256
          dates of HTTP (RFC 1123)        | RFC_1123_DATE_TIME                      | HttpDate
          checksum and header of gzip     | new CRC32\\(|\\(byte\\) 0x8b            | Draft Gunzip
          compression to gzip             | new GZIPOutputStream|extends GZIPOutput | GzipEncoder StreamingGzip
          blocking calls                  | \\.\\s*executeBlocking\\(               | Offload SampleServer Site
          URL of the public upstream      | "[^"]*pokeapi\\.co                      | PokeApi
          what a link names               | "/api/v2/"|PokeApi\\.below\\(      | PokeApi Upstream
          library of SQLite: place        | org\\.sqlite\\.lib\\.                   | SqliteLibrary
          library of SQLite: loading      | org\\.sqlite\\.(SQLiteJDBCLoader|util\\.) | SqliteLibrary
          addresses of the event bus      | "(dev\\.pokebatch\\.job|pokebatch\\.(fetch|held|callers))\\." | Addresses
          addresses as literals           | (\\.\\s*(c|localC)onsumer|\\.publish)\\(\\s*" | none
          Allow                           | HttpHeaders\\.ALLOW\\b|"(?i:allow)"     | ManagementRoute Problem SampleAnswer
          methods that a path allows      | \\bmethodNotAllowed\\(                  | RequestProblems Routes
          """)
  void isIn(String what, String pattern, String classes) throws IOException {
    var expected = classes.equals("none") ? List.<String>of() : List.of(classes.split(" ", -1));

    assertThat(sourcesWith(Pattern.compile(pattern)))
        .as(what)
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  private static List<String> sourcesWith(Pattern pattern) throws IOException {
    try (var files = ProductSources.files()) {
      return files
          .filter(file -> pattern.matcher(Documentation.text(file)).find())
          .map(ProductSources::className)
          .toList();
    }
  }
}
