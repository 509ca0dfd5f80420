package dev.pokebatch.gateway.http.page;

/**
 * Puts what a page has of its own into the page that is around all of them. A page's file has the
 * elements of its head, and then its {@code main} element.
 */
final class PageLayout {

  /** Stands in pages for the path of the other files. */
  private static final String ASSETS = "{assets}";

  private static final String HEAD = "<!-- head -->";
  private static final String MAIN = "<!-- main -->";
  private static final String FIRST = "<main";

  private final String layout;
  private final String assets;

  /**
   * @param layout has the comments {@code head} and {@code main} where those go
   * @param assets the path of the other files
   */
  PageLayout(String layout, String assets) {
    this.layout = layout;
    this.assets = assets;
  }

  /** Returns a whole page, in which the navigation marks the link to it. */
  String around(String name, String page) {
    var main = page.indexOf(FIRST);
    if (main < 0) {
      return page; // the layout itself
    }
    var path = name.equals("index.html") ? "/" : "/" + name.replace(".html", "");
    return layout
        .replace("<a href=\"" + path + "\">", "<a href=\"" + path + "\" aria-current=\"page\">")
        .replace(HEAD, page.substring(0, main).strip())
        .replace(MAIN, page.substring(main).strip())
        .replace(ASSETS, assets);
  }
}
