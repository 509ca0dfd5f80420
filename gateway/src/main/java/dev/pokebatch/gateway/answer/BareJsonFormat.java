package dev.pokebatch.gateway.answer;

import dev.pokebatch.gateway.plan.Branch;
import dev.pokebatch.gateway.plan.Leaf;
import dev.pokebatch.gateway.run.Summary;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.function.Consumer;

/**
 * Writes a JSON array of the documents alone, in request order. Steps and groups do not show. A
 * document that could not be fetched is a row with its error ({@link BareRow}).
 */
final class BareJsonFormat implements Format {

  private final Consumer<Buffer> out;
  private boolean any;

  BareJsonFormat(Consumer<Buffer> out) {
    this.out = out;
  }

  @Override
  public void begin(Consumer<Runnable> later) {
    out.accept(Buffer.buffer("["));
  }

  @Override
  public void begin(Branch group) {}

  @Override
  public void end() {}

  @Override
  public void emptyStep(Leaf leaf) {}

  @Override
  public void item(Item item, boolean shown, boolean last) {
    if (shown) {
      BareRow.write(item, any ? "," : "", "", out);
      any = true;
    }
  }

  @Override
  public Buffer tail(Summary summary, JsonObject more) {
    return Buffer.buffer("]");
  }
}
