package dev.pokebatch.gateway.sprite;

import dev.pokebatch.contract.Sprite;
import dev.pokebatch.process.offload.Offload;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Draws sprite sheets on worker threads of its own: unlike the wait for documents, this takes a
 * processor. A picture is decoded only if its head says that it is small enough.
 */
public final class SheetPainter {

  /** The largest picture that is drawn, in pixels: the largest of PokéAPI's that show a Pokémon. */
  static final int MAX_PIXELS = 512 * 512;

  private static final Logger LOG = LoggerFactory.getLogger(SheetPainter.class);

  private static final long WARN_AFTER_MS = 10_000;

  /** Bytes of a decoded pixel: 8 at most, in pictures of 16 bits a channel. */
  private static final int DECODED_BYTES = 8;

  /** Bytes of a pixel of a sheet: once drawn, and once more as a file. */
  private static final int DRAWN_BYTES = 2 * Integer.BYTES;

  private final Offload workers;

  /** Creates a painter whose threads all painters of the process share. */
  public SheetPainter(Vertx vertx) {
    var threads = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    this.workers = new Offload(vertx, "pokebatch-sheets", threads, WARN_AFTER_MS);
  }

  /** Returns the memory that drawing a sheet takes at most, in bytes. */
  public static long bytes(SpriteSheet sheet) {
    return (long) DRAWN_BYTES * sheet.width() * sheet.height() + DECODED_BYTES * MAX_PIXELS;
  }

  /**
   * Draws a sheet.
   *
   * @param sprites the pictures by their targets; cells without one stay empty, and so do those
   *     whose picture cannot be drawn
   * @return a PNG
   */
  public Future<Buffer> paint(SpriteSheet sheet, Map<String, Sprite> sprites) {
    return workers.run(() -> draw(sheet, sprites));
  }

  static Buffer draw(SpriteSheet sheet, Map<String, Sprite> sprites) throws IOException {
    var drawn = new BufferedImage(sheet.width(), sheet.height(), BufferedImage.TYPE_INT_ARGB);
    for (var i = 0; i < sheet.cells().size(); i++) {
      var sprite = sprites.get(sheet.cells().get(i).sprite());
      if (sprite != null) {
        draw(sprite, drawn, sheet.x(i), sheet.y(i));
      }
    }
    var file = new ByteArrayOutputStream();
    try (var out = new MemoryCacheImageOutputStream(file)) { // not through a temporary file
      ImageIO.write(drawn, "png", out);
    }
    return Buffer.buffer(file.toByteArray());
  }

  private static void draw(Sprite sprite, BufferedImage sheet, int x, int y) {
    var readers = ImageIO.getImageReadersByMIMEType(sprite.mediaType());
    if (!readers.hasNext()) {
      return; // the JDK draws no SVG
    }
    var reader = readers.next();
    var bytes = new ByteArrayInputStream(sprite.bytes().getBytes());
    try (var in = new MemoryCacheImageInputStream(bytes)) {
      reader.setInput(in, true, true);
      if (isSmall(reader)) {
        fit(reader.read(0), sheet, x, y);
      }
    } catch (IOException | RuntimeException damaged) { // the readers throw both
      LOG.debug("a sprite cannot be drawn", damaged);
    } finally {
      reader.dispose();
    }
  }

  /** Reads the head of the file, before anything is decoded. */
  private static boolean isSmall(ImageReader reader) throws IOException {
    return (long) reader.getWidth(0) * reader.getHeight(0) <= MAX_PIXELS;
  }

  /** Draws a picture in the middle of a cell; a larger one is reduced, by its nearest pixels. */
  private static void fit(BufferedImage picture, BufferedImage sheet, int x, int y) {
    var longer = Math.max(picture.getWidth(), picture.getHeight());
    var scale = Math.max(1, (double) longer / SpriteSheet.CELL);
    var width = (int) Math.max(1, picture.getWidth() / scale);
    var height = (int) Math.max(1, picture.getHeight() / scale);
    var left = x + (SpriteSheet.CELL - width) / 2;
    var top = y + (SpriteSheet.CELL - height) / 2;
    for (var row = 0; row < height; row++) {
      for (var column = 0; column < width; column++) {
        var pixel = picture.getRGB((int) (column * scale), (int) (row * scale));
        sheet.setRGB(left + column, top + row, pixel);
      }
    }
  }
}
