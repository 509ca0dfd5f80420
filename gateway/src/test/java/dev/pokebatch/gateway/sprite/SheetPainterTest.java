package dev.pokebatch.gateway.sprite;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.contract.Sprite;
import io.vertx.core.buffer.Buffer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class SheetPainterTest {

  private static final int RED = 0xffff0000;
  private static final int BLUE = 0xff0000ff;

  @Test
  void spritesAreInCellsRowByRowAndASheetIsAboutSquare() throws IOException {
    var sheet = sheet("a", "b", "none", "a", "b");

    var drawn = draw(sheet, Map.of("a", picture(96, RED), "b", picture(96, BLUE)));

    assertThat(List.of(drawn.getWidth(), drawn.getHeight())).containsExactly(288, 192);
    assertThat(drawn.getRGB(0, 0)).isEqualTo(RED);
    assertThat(drawn.getRGB(96, 0)).isEqualTo(BLUE);
    assertThat(drawn.getRGB(240, 50)).as("no picture").isZero();
    assertThat(drawn.getRGB(95, 191)).isEqualTo(RED);
    assertThat(drawn.getRGB(191, 191)).isEqualTo(BLUE);
    assertThat(drawn.getRGB(200, 100)).as("no cell").isZero();
  }

  @Test
  void smallPicturesAreInTheMiddleAndLargeOnesAreReduced() throws IOException {
    var sheet = sheet("small", "large");

    var drawn = draw(sheet, Map.of("small", picture(40, RED), "large", picture(500, BLUE)));

    assertThat(drawn.getRGB(27, 27)).isZero();
    assertThat(drawn.getRGB(28, 28)).isEqualTo(RED);
    assertThat(drawn.getRGB(67, 67)).isEqualTo(RED);
    assertThat(drawn.getRGB(96, 0)).isEqualTo(BLUE);
    assertThat(drawn.getRGB(191, 95)).isEqualTo(BLUE);
  }

  @Test
  void aPictureWhoseHeadSaysThatItIsTooLargeIsNotDecoded() throws IOException {
    var drawn = draw(sheet("bomb"), Map.of("bomb", head(50_000, 50_000)));

    assertThat(drawn.getRGB(48, 48)).isZero();
  }

  @Test
  void whatCannotBeDrawnLeavesItsCellEmpty() throws IOException {
    var svg = new Sprite("image/svg+xml", Buffer.buffer("<svg/>"));
    var damaged = new Sprite("image/png", Buffer.buffer("no picture"));

    var drawn = draw(sheet("svg", "damaged"), Map.of("svg", svg, "damaged", damaged));

    assertThat(drawn.getRGB(48, 48)).isZero();
    assertThat(drawn.getRGB(144, 48)).isZero();
  }

  private static SpriteSheet sheet(String... targets) {
    return new SpriteSheet(
        Stream.of(targets).map(target -> new SheetCell("", "", "", target, null)).toList());
  }

  private static BufferedImage draw(SpriteSheet sheet, Map<String, Sprite> sprites)
      throws IOException {
    return ImageIO.read(new ByteArrayInputStream(SheetPainter.draw(sheet, sprites).getBytes()));
  }

  private static Sprite picture(int size, int colour) throws IOException {
    var image = new BufferedImage(size, size, BufferedImage.TYPE_INT_ARGB);
    for (var i = 0; i < size * size; i++) {
      image.setRGB(i % size, i / size, colour);
    }
    var file = new ByteArrayOutputStream();
    ImageIO.write(image, "png", file);
    return new Sprite("image/png", Buffer.buffer(file.toByteArray()));
  }

  /** The head of a PNG (its specification, sections 5.2 and 11.2.2), of 8 bits a channel. */
  private static Sprite head(int width, int height) {
    var chunk = ByteBuffer.allocate(17).put("IHDR".getBytes(US_ASCII)).putInt(width).putInt(height);
    chunk.put(new byte[] {8, 6, 0, 0, 0});
    var crc = new CRC32();
    crc.update(chunk.array());
    return new Sprite(
        "image/png",
        Buffer.buffer(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'})
            .appendInt(13)
            .appendBytes(chunk.array())
            .appendInt((int) crc.getValue()));
  }
}
