package tributary.simulator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The streams this server knows, by alias and by full name; each has a topic in two data centres.
 */
final class Streams {
  static final String PAGE_CREATE = "mediawiki.page-create";
  static final String RECENTCHANGE = "mediawiki.recentchange";
  static final String EQIAD = "eqiad";
  static final String CODFW = "codfw";

  private static final Map<String, String> FULL_NAMES = new LinkedHashMap<>();

  static {
    for (String alias :
        List.of("page-create", "recentchange", "page-delete", "page-move", "revision-create")) {
      FULL_NAMES.put(alias, "mediawiki." + alias);
      FULL_NAMES.put("mediawiki." + alias, "mediawiki." + alias);
    }
  }

  private Streams() {}

  /** Full names of a comma-separated list; one unknown name refuses the whole request. */
  static List<String> named(String list, RequestHead request) throws RequestRefused {
    List<String> streams = new ArrayList<>();
    for (String name : list.split(",", -1)) {
      String full = FULL_NAMES.get(name.strip());
      if (full == null) {
        throw RequestRefused.problem(
            400,
            "not_found",
            "Stream Not Found",
            "Stream " + name + " is not available. See /?spec for the list.",
            request);
      }
      if (!streams.contains(full)) {
        streams.add(full);
      }
    }
    return streams;
  }

  static String topic(String datacentre, String stream) {
    return datacentre + "." + stream;
  }

  static List<String> topicsOf(List<String> streams) {
    List<String> topics = new ArrayList<>();
    for (String stream : streams) {
      topics.add(topic(EQIAD, stream));
      topics.add(topic(CODFW, stream));
    }
    return topics;
  }
}
