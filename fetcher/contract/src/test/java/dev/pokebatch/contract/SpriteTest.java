package dev.pokebatch.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpriteTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pokemon/25.png",
        "pokemon/other/dream-world/25.svg",
        "pokemon/versions/generation-v/black-white/animated/25.gif",
        "items/poke-ball.png"
      })
  void aPathHasATargetThatLeadsToItsDocument(String path) {
    var target = Sprite.target(path).orElseThrow();

    assertThat(Sprite.document(target))
        .hasValueSatisfying(
            document -> {
              assertThat(document.isSprite()).isTrue();
              assertThat(document.isDocument()).isFalse();
              assertThat(document.toString()).isEqualTo("sprites/" + path);
            });
    assertThat(DocumentPath.parse(target)).isEmpty();
    assertThat(DocumentPath.parse("sprites/" + path)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "25",
        "25.jpg",
        "pokemon/25.PNG",
        "../25.png",
        "pokemon/../25.png",
        "/25.png",
        "pokemon//25.png",
        "pokemon/25.png/",
        "pokemon/%2e%2e/25.png",
        "a?b.png",
        "a.b.png",
        "a\n.png"
      })
  void otherTextsAreNoPaths(String text) {
    assertThat(Sprite.target(text)).isEmpty();
    assertThat(Sprite.document("\t" + text)).isEmpty();
    assertThatThrownBy(() -> new DocumentPath("sprites", text + "."))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aLinkNamesTheSpriteAfterItsLastFolderOfSprites() {
    assertThat(Sprite.targetOfLink(PokeApi.SPRITES + "/pokemon/25.png"))
        .isEqualTo(Sprite.target("pokemon/25.png"));
    assertThat(Sprite.targetOfLink("https://example.org/pictures/25.png")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GIF89a... | image/gif",
        "GIF87a... | image/gif",
        "<svg xmlns='http://www.w3.org/2000/svg'/> | image/svg+xml",
        "<?xml version='1.0'?> <!-- drawn --> <!DOCTYPE svg> <svg> | image/svg+xml",
      })
  void itsTypeIsThatOfItsFirstBytes(String text, String type) {
    assertThat(Sprite.mediaType(text.getBytes(ISO_8859_1))).hasValue(type);
  }

  @Test
  void aPngBeginsWithItsSignature() {
    var png = new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0};

    assertThat(Sprite.mediaType(png)).hasValue("image/png");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "PNG",
        "<html><svg></svg></html>",
        "<svgx>",
        "{}",
        "<!DOCTYPE html><p>",
        "GIF88a"
      })
  void whatBeginsOtherwiseIsNone(String text) {
    assertThat(Sprite.mediaType(text.getBytes(ISO_8859_1))).isEmpty();
  }

  /** A pattern that tries each way to divide them would take longer than the universe is old. */
  @Test
  void manyDeclarationsCostOneLook() {
    var file = "<??>".repeat(500) + "<html>";
    assertThat(Sprite.mediaType(file.getBytes(ISO_8859_1))).isEmpty();
  }

  @Test
  void theDocumentInWhichItTravelsIsReadBack() {
    var sprite = new Sprite("image/png", Buffer.buffer(new byte[] {1, 2, (byte) 0xff}));

    assertThat(Sprite.ofJson(Buffer.buffer(sprite.toJson()))).hasValue(sprite);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"type\":\"image/png\",\"data\":\"*\"}",
        "{\"type\":1,\"data\":2}"
      })
  void anotherDocumentIsNone(String json) {
    assertThat(Sprite.ofJson(Buffer.buffer(json))).isEmpty();
  }
}
