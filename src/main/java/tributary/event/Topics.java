package tributary.event;

import java.util.List;

/**
 * Every topic and feed name, once. Names are identity, not configuration; only the prefix of the
 * demo profile ({@code demo.}) is put in front of them where a client is handed a name.
 */
public final class Topics {
  public static final String PAGE_CREATE = "page-create";

  public static final String RECENTCHANGE = "recentchange";

  public static final String PAGE_CREATE_RAW = "wikimedia.page-create.raw";
  public static final String PAGE_CREATE_CLEAN = "wikimedia.page-create.clean";
  public static final String RECENTCHANGE_RAW = "wikimedia.recentchange.raw";
  public static final String RECENTCHANGE_CLEAN = "wikimedia.recentchange.clean";

  /** Compacted: what happened in each minute, by partition of the clean topic. */
  public static final String RECENTCHANGE_MINUTES = "wikimedia.recentchange.minutes";

  /** Compacted: how far each stage is with each partition, and what it has counted up to there. */
  public static final String LEDGER = "tributary.ledger";

  private static final String DEAD_LETTERS = ".dlt";

  private Topics() {}

  /** The feeds that come over EventStreams, by the name their stream has in the URL. */
  public static List<String> wikimediaFeeds() {
    return List.of(PAGE_CREATE, RECENTCHANGE);
  }

  /** Where records rejected from {@code topic} go. */
  public static String deadLettersOf(String topic) {
    return topic + DEAD_LETTERS;
  }

  public static boolean isDeadLetters(String topic) {
    return topic.endsWith(DEAD_LETTERS);
  }

  /** The topic whose rejected records {@code deadLetters} holds. */
  public static String sourceOf(String deadLetters) {
    return deadLetters.substring(0, deadLetters.length() - DEAD_LETTERS.length());
  }

  /** Raw topic of an EventStreams feed. */
  public static String rawOf(String feed) {
    return "wikimedia." + feed + ".raw";
  }

  /** Clean topic of an EventStreams feed. */
  public static String cleanOf(String feed) {
    return "wikimedia." + feed + ".clean";
  }
}
