package tributary.serve;

/** The reports there are. */
enum ReportKind {
  DOMAINS_BY_HOUR("domains-by-hour"),
  BOTS_BY_DOMAIN("bots-by-domain"),
  TOP_USERS("top-users");

  private final String key;

  ReportKind(String key) {
    this.key = key;
  }

  /** The name in paths and rows. */
  String key() {
    return key;
  }
}
