package tributary.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Builds one recentchange event in the shape of schema 1.0.0, valid unless told otherwise: {@code
 * AChange.edit("Kyiv").on("uk.wikipedia.org").by("Ann").lengths(10, 25)}. Equal descriptions give
 * equal bytes, ids included. Setters change the builder and return it.
 */
public final class AChange {
  private final ObjectNode event;

  /** Set at these paths when everything else is done; null leaves out what stands there. */
  private final Map<String, @Nullable JsonNode> settled = new LinkedHashMap<>();

  private AChange(ObjectNode event) {
    this.event = event;
  }

  public static AChange ofType(String type, String title) {
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    event.put("$schema", "/mediawiki/recentchange/1.0.0");
    ObjectNode meta = event.putObject("meta");
    meta.put("uri", "");
    meta.put("request_id", uuid("request of a change " + title));
    meta.put("id", "");
    meta.put("domain", "");
    meta.put("stream", Streams.RECENTCHANGE);
    meta.put("dt", "");
    event.put("id", 1L + (uuid(type + title).hashCode() & 0x3fff_ffffL));
    event.put("type", type);
    event.put("namespace", 0);
    event.put("title", title);
    event.put("title_url", "");
    event.put("comment", "");
    event.put("timestamp", 0);
    event.put("user", "Ann");
    event.put("bot", false);
    AChange change = new AChange(event);
    return change.on("en.wikipedia.org").at(Instant.parse("2026-02-26T12:00:00Z")).commented("");
  }

  /** An edit that adds 20 bytes, known to be no minor one. */
  public static AChange edit(String title) {
    return ofType("edit", title).minor(false).lengths(100, 120).revisions(1_000, 1_001);
  }

  /** A new page of 120 bytes. */
  public static AChange creation(String title) {
    AChange change = ofType("new", title).minor(false);
    change.event.put("patrolled", false);
    change.event.putObject("length").put("new", 120);
    change.event.putObject("revision").put("new", 1_001);
    return change;
  }

  public static AChange log(String title, String logType, String logAction) {
    AChange change = ofType("log", title);
    change.event.put("log_id", 1 + (uuid(title + logType).hashCode() & 0xff_ffff));
    change.event.put("log_type", logType);
    change.event.put("log_action", logAction);
    change.event.put("log_action_comment", logAction + " [[" + title + "]]");
    return change;
  }

  /** What the service sends every hour to see whether it works: nothing but {@code meta}. */
  public static AChange canary(Instant at) {
    AChange canary = ofType("edit", "canary").at(at).on("canary");
    JsonNode meta = canary.event.get("meta");
    canary.event.removeAll();
    canary.event.put("$schema", "/mediawiki/recentchange/1.0.1");
    canary.event.set("meta", meta);
    return canary.with("/meta/uri", "https://canary/");
  }

  /** Sets the wiki too, as the real ones have it. */
  public AChange on(String domain) {
    meta().put("domain", domain);
    event.put("server_url", "https://" + domain);
    event.put("server_name", domain);
    event.put("server_script_path", "/w");
    event.put("wiki", Wiki.databaseOf(domain));
    return this;
  }

  public AChange onWiki(String wiki) {
    event.put("wiki", wiki);
    return this;
  }

  public AChange by(String user) {
    event.put("user", user);
    return this;
  }

  public AChange byBot(String user) {
    event.put("bot", true);
    return by(user);
  }

  public AChange byNobody() {
    event.remove("user");
    return this;
  }

  public AChange minor(boolean minor) {
    event.put("minor", minor);
    return this;
  }

  public AChange patrolled(boolean patrolled) {
    event.put("patrolled", patrolled);
    return this;
  }

  public AChange lengths(long old, long now) {
    event.putObject("length").put("old", old).put("new", now);
    return this;
  }

  public AChange revisions(long old, long now) {
    event.putObject("revision").put("old", old).put("new", now);
    return this;
  }

  AChange firstLength(long length) {
    event.putObject("length").put("new", length);
    return this;
  }

  AChange firstRevision(long revision) {
    event.putObject("revision").put("new", revision);
    return this;
  }

  public AChange rcid(long rcid) {
    event.put("id", rcid);
    return this;
  }

  public AChange withoutRcid() {
    event.remove("id");
    return this;
  }

  public AChange inNamespace(int namespace) {
    event.put("namespace", namespace);
    return this;
  }

  public AChange commented(String comment) {
    event.put("comment", comment);
    event.put("parsedcomment", comment.replace("<", "&lt;"));
    return this;
  }

  public AChange withEventId(String eventId) {
    meta().put("id", eventId);
    return this;
  }

  public AChange at(String instant) {
    return at(Instant.parse(instant));
  }

  /** Event time, to the millisecond; {@code timestamp} is the second before it came in. */
  public AChange at(Instant eventTime) {
    meta().put("dt", Times.millis(eventTime));
    event.put("timestamp", eventTime.getEpochSecond() - 1);
    return this;
  }

  /** A JSON value at a path such as {@code /meta/dt} or {@code /log_params}, right or wrong. */
  public AChange with(String path, JsonNode value) {
    settled.put(path, value);
    return this;
  }

  public AChange with(String path, String text) {
    return with(path, JsonNodeFactory.instance.textNode(text));
  }

  public AChange with(String path, long number) {
    return with(path, JsonNodeFactory.instance.numberNode(number));
  }

  /** Leaves out what stands at a path such as {@code /wiki} or {@code /meta}. */
  public AChange without(String path) {
    settled.put(path, null);
    return this;
  }

  /** A change that changes independently of this one. */
  public AChange copy() {
    AChange copy = new AChange(event.deepCopy());
    copy.settled.putAll(settled);
    return copy;
  }

  public String json() {
    return new String(bytes(), StandardCharsets.UTF_8);
  }

  public byte[] bytes() {
    ObjectNode finished = event.deepCopy();
    settle(finished);
    settled.forEach(
        (path, value) -> {
          int slash = path.lastIndexOf('/');
          ObjectNode parent = (ObjectNode) finished.at(path.substring(0, slash));
          String name = path.substring(slash + 1);
          if (value == null) {
            parent.remove(name);
          } else {
            parent.set(name, value);
          }
        });
    return Json.bytes(finished);
  }

  /** As it was set, not as it was changed by path. */
  String text(String path) {
    return event.at(path).asText();
  }

  // the id and the address follow from all the rest, unless somebody has set them
  private void settle(ObjectNode finished) {
    ObjectNode meta = (ObjectNode) finished.get("meta");
    if (finished.has("title")) {
      String title = finished.path("title").asText().replace(' ', '_');
      String encoded = URLEncoder.encode(title, StandardCharsets.UTF_8);
      String address = "https://" + meta.path("domain").asText() + "/wiki/" + encoded;
      meta.put("uri", address);
      finished.put("title_url", address);
    }
    if (meta.path("id").asText().isEmpty()) {
      meta.put("id", uuid(finished + " " + settled));
    }
  }

  private ObjectNode meta() {
    return (ObjectNode) event.get("meta");
  }

  private static String uuid(String description) {
    return UUID.nameUUIDFromBytes(description.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
