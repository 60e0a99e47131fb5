package tributary.journey;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * Raw changes of every shape, in an order of arrival that is not that of their times, together with
 * what is known of each from the moment it was made up.
 */
final class RandomChanges {
  private static final String[] WIKIS = {
    "enwiki",
    "enwiki",
    "enwiki",
    "enwiki",
    "commonswiki",
    "wikidatawiki",
    "dewiki",
    "plwiktionary",
    "be_x_oldwiki",
    "testwiki"
  };
  private static final Map<String, String> DOMAINS =
      Map.of(
          "enwiki", "en.wikipedia.org",
          "commonswiki", "commons.wikimedia.org",
          "wikidatawiki", "www.wikidata.org",
          "dewiki", "de.wikipedia.org",
          "plwiktionary", "pl.wiktionary.org",
          "be_x_oldwiki", "be-tarask.wikipedia.org",
          "testwiki", "test.wikipedia.org");
  private static final Map<String, String> LANGUAGES =
      Map.of("enwiki", "en", "dewiki", "de", "plwiktionary", "pl", "be_x_oldwiki", "be-tarask");
  private static final Map<String, String> PROJECTS =
      Map.of("commonswiki", "commons", "wikidatawiki", "wikidata", "plwiktionary", "wiktionary");
  private static final String[] USERS = {
    "Ann", "Żółw", "203.0.113.7", "~2026-12881-95", "Bot/A", "ÄRGER", "a=b&c", "İnci"
  };
  private static final String[] WORDS = {
    "Kyiv", "Київ", "Straße", "Zürich", "東京都", "revert", "spam", "Ελλάδα", "added a source", "🦫"
  };

  /** One arrival: the bytes, and the change as the API has to show it when it is the one shown. */
  record Arrival(byte[] bytes, String fate, String identity, Map<String, Object> shown) {}

  private final Random random;
  private final Instant now;
  private final Map<String, Long> rcids = new HashMap<>();
  private final List<Arrival> arrivals = new ArrayList<>();
  private int events;

  RandomChanges(long seed, Instant now) {
    this.random = new Random(seed);
    this.now = now;
  }

  /** Makes so many arrivals up; the later ones are mostly those of later times. */
  List<Arrival> make(int count) {
    int begin = arrivals.size();
    for (int i = 0; i < count; i++) {
      int dice = random.nextInt(100);
      if (dice < 4 && arrivals.size() > 20) {
        again(arrivals.get(random.nextInt(arrivals.size())));
      } else if (dice < 6) {
        odd(dice == 4);
      } else {
        arrivals.add(change((begin + i) / (double) (begin + count)));
      }
    }
    return arrivals.subList(begin, arrivals.size());
  }

  private Arrival change(double progress) {
    String wiki = WIKIS[random.nextInt(WIKIS.length)];
    String type =
        switch (random.nextInt(10)) {
          case 0 -> "new";
          case 1, 2 -> "log";
          case 3 -> random.nextBoolean() ? "categorize" : "142";
          default -> "edit";
        };
    long back = (long) (Duration.ofHours(30).toMillis() * (1 - progress));
    Instant at = now.minusMillis(back + random.nextInt(600_000));
    Long rcid = type.equals("log") && random.nextBoolean() ? null : rcid(wiki);
    return arrival(wiki, type, at, rcid, "event:" + events++, random.nextInt(1000));
  }

  private long rcid(String wiki) {
    long base = wiki.equals("enwiki") ? 1L << 41 : 100;
    return base + rcids.merge(wiki, 1L, Long::sum) * 3;
  }

  /** The same change under another event id, at another time, with another title. */
  private void again(Arrival before) {
    Object rcid = before.shown().get("rcid");
    if (rcid == null || !before.fate().equals("clean")) {
      return;
    }
    String wiki = (String) before.shown().get("wiki");
    Instant at = Instant.parse((String) before.shown().get("at")).plusSeconds(random.nextInt(7200));
    if (at.isAfter(now)) {
      return;
    }
    String type = (String) before.shown().get("type");
    arrivals.add(arrival(wiki, type, at, (Long) rcid, "event:" + events++, random.nextInt(1000)));
  }

  private void odd(boolean canary) {
    String id = "event:" + events++;
    String json =
        canary
            ? "{\"meta\":{\"id\":\"" + id + "\",\"domain\":\"canary\",\"dt\":\"" + now + "\"}}"
            : "{\"meta\":{\"id\":\"" + id + "\",\"domain\":\"d\",\"dt\":7},\"type\":\"edit\"}";
    arrivals.add(
        new Arrival(bytes(json), canary ? "filtered.canary" : "dead", "", new HashMap<>()));
  }

  private Arrival arrival(String wiki, String type, Instant at, Long rcid, String id, int text) {
    ObjectNode event = Api.JSON.createObjectNode();
    String domain = DOMAINS.get(wiki);
    event
        .putObject("meta")
        .put("id", id)
        .put("dt", at.toString())
        .put("domain", domain)
        .put("stream", "mediawiki.recentchange");
    event.put("type", type).put("wiki", wiki);
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("event_id", id);
    shown.put("rcid", rcid);
    shown.put("wiki", wiki);
    shown.put("domain", domain);
    shown.put("type", type);
    if (rcid != null) {
      event.put("id", rcid);
    }
    some(event, shown, "namespace", "namespace", 10, random.nextInt(6) - 1);
    some(event, shown, "title", "title", 20, WORDS[text % WORDS.length] + " page " + text % 40);
    some(event, shown, "user", "user", 10, USERS[random.nextInt(USERS.length)]);
    String said = WORDS[random.nextInt(WORDS.length)] + " " + WORDS[random.nextInt(WORDS.length)];
    some(event, shown, "comment", "comment", 5, said);
    some(event, shown, "bot", "is_bot", 10, random.nextInt(3) == 0);
    boolean log = type.equals("log");
    some(event, shown, "minor", "is_minor", log ? 1 : 10, random.nextBoolean());
    shown.put("is_new_page", type.equals("new"));
    lengths(event, shown, type);
    shown.put("language", LANGUAGES.get(wiki));
    shown.put("project", PROJECTS.getOrDefault(wiki, "wikipedia"));
    shown.put("at", at.toString());
    Long revision = log ? null : 1L + events;
    if (revision != null) {
      event.putObject("revision").put("new", revision);
    }
    shown.put("rev_id", revision);
    some(event, shown, "log_type", "log_type", log ? 10 : 1, "abusefilter");
    some(event, shown, "log_action", "log_action", log ? 10 : 1, "hit");
    event.set(
        "log_params",
        List.of(Api.JSON.createArrayNode(), Api.JSON.createObjectNode().put("a", 1))
            .get(random.nextInt(2)));
    String key = rcid != null ? "r" + rcid : revision != null ? "v" + revision : "e" + id;
    boolean kept = Set.of("edit", "new", "log").contains(type);
    String reason = type.equals("142") ? "type-other" : "type-" + type;
    return new Arrival(
        bytes(event.toString()), kept ? "clean" : "filtered." + reason, wiki + ":" + key, shown);
  }

  private void lengths(ObjectNode event, Map<String, Object> shown, String type) {
    Long before = random.nextInt(10) == 0 ? null : Long.valueOf(random.nextInt(5000));
    Long after = random.nextInt(10) == 0 ? null : Long.valueOf(random.nextInt(5000));
    ObjectNode length = event.putObject("length");
    if (before != null && !type.equals("new")) {
      length.put("old", before);
    }
    if (after != null) {
      length.put("new", after);
    }
    Long old = type.equals("new") ? Long.valueOf(0) : before;
    Long difference = type.equals("log") || old == null || after == null ? null : after - old;
    shown.put("length_diff", difference);
    shown.put("bytes_changed", difference == null ? 0L : Math.abs(difference));
  }

  /** Once in so many times the field is absent, or of another type; always for 1. */
  private void some(
      ObjectNode event,
      Map<String, Object> shown,
      String field,
      String name,
      int oneIn,
      Object value) {
    shown.put(name, null);
    if (random.nextInt(oneIn) > 0) {
      event.set(field, Api.JSON.valueToTree(value));
      shown.put(name, value);
    } else if (random.nextBoolean()) {
      event.putArray(field).add(7);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** What has to be shown of all arrivals so far: of each change the first record, newest first. */
  List<Map<String, Object>> shown() {
    Set<String> known = new HashSet<>();
    List<Map<String, Object>> shown = new ArrayList<>();
    for (Arrival arrival : arrivals) {
      if (arrival.fate().equals("clean") && known.add(arrival.identity())) {
        shown.add(arrival.shown());
      }
    }
    shown.sort(
        (one, other) ->
            Instant.parse((String) other.get("at"))
                .compareTo(Instant.parse((String) one.get("at"))));
    return shown;
  }

  /** How many arrivals ended in which way. */
  Map<String, Long> fates() {
    Map<String, Long> fates = new TreeMap<>();
    arrivals.forEach(arrival -> fates.merge(arrival.fate(), 1L, Long::sum));
    return fates;
  }

  List<Arrival> arrivals() {
    return arrivals;
  }
}
