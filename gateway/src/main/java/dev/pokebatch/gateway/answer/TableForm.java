package dev.pokebatch.gateway.answer;

import dev.pokebatch.gateway.batch.CsvArrays;
import dev.pokebatch.gateway.batch.CsvUse;

/**
 * The form of a table.
 *
 * @param use what the table is for
 * @param arrays how cells contain arrays
 * @param fileName the name of the file, without its extension: letters, digits, {@code _} and
 *     {@code -}
 */
public record TableForm(CsvUse use, CsvArrays arrays, String fileName) {

  /** The file name of a batch without a name of its own. */
  public static final String BATCH = "batch";

  /** Returns the value of {@code Content-Disposition} (RFC 6266). */
  String disposition() {
    return "inline; filename=\"" + fileName + ".csv\"";
  }
}
