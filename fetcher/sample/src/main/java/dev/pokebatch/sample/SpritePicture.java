package dev.pokebatch.sample;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Random;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Draws the picture of a Pokémon: a symmetrical figure of squares, in two colours, the same each
 * time. It is no picture of PokéAPI's.
 */
final class SpritePicture {

  /** The size of a picture in pixels, as of PokéAPI's. */
  static final int SIZE = 96;

  private static final int CELLS = 12;
  private static final int CELL = SIZE / CELLS;
  private static final int EYE = 0xff202020;

  private final int[] cells = new int[CELLS * CELLS];

  /**
   * @param id the Pokémon's id, which decides form and colours
   */
  SpritePicture(int id) {
    var random = new Random(id * 7_919L);
    var light = colour(random, 0.85);
    var dark = colour(random, 0.55);
    for (var y = 1; y < CELLS - 1; y++) {
      for (var x = 1; x < CELLS / 2; x++) {
        var fromMiddle = Math.hypot(x - 5.5, y - 6) / 6;
        var drawn = random.nextDouble() > fromMiddle * fromMiddle * 1.15;
        set(x, y, drawn ? random.nextInt(4) == 0 ? dark : light : 0);
      }
    }
    set(4, 4, EYE);
  }

  private void set(int x, int y, int colour) {
    cells[y * CELLS + x] = colour;
    cells[y * CELLS + CELLS - 1 - x] = colour;
  }

  private static int colour(Random random, double brightness) {
    var red = channel(random, brightness);
    var green = channel(random, brightness);
    return 0xff000000 | red << 16 | green << 8 | channel(random, brightness);
  }

  private static int channel(Random random, double brightness) {
    return (int) (255 * brightness * (0.35 + 0.65 * random.nextDouble()));
  }

  /**
   * Returns the picture as a file.
   *
   * @param form {@code png}, {@code gif} or {@code svg}
   */
  byte[] file(String form) throws IOException {
    return form.equals("svg") ? svg().getBytes(StandardCharsets.UTF_8) : pixels(form);
  }

  private byte[] pixels(String form) throws IOException {
    var image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_ARGB);
    for (var y = 0; y < SIZE; y++) {
      for (var x = 0; x < SIZE; x++) {
        image.setRGB(x, y, cells[y / CELL * CELLS + x / CELL]);
      }
    }
    var file = new ByteArrayOutputStream();
    try (var out = new MemoryCacheImageOutputStream(file)) { // not through a temporary file
      ImageIO.write(image, form, out);
    }
    return file.toByteArray();
  }

  private String svg() {
    var text =
        new StringBuilder("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 12 12\">");
    for (var i = 0; i < cells.length; i++) {
      if (cells[i] != 0) {
        text.append(
            String.format(
                Locale.ROOT,
                "<path fill=\"#%06x\" d=\"M%d %dh1v1h-1z\"/>",
                cells[i] & 0xffffff,
                i % CELLS,
                i / CELLS));
      }
    }
    return text.append("</svg>\n").toString();
  }
}
