package tributary.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;

/**
 * Builds one page-create event in the shape of schema 2.0.0, valid unless told otherwise: {@code
 * APage.named("Kyiv").on("uk.wikipedia.org").by("Ann", 7).at("2026-02-26T12:00:00Z")}. Equal
 * descriptions give equal bytes, ids included. Setters change the builder and return it.
 */
public final class APage {
  private record Change(String what, String path, BiConsumer<ObjectNode, String> how) {}

  private final ObjectNode event;

  /** Made to the finished event, in this order; they may break it. */
  private final List<Change> changes = new ArrayList<>();

  private APage(ObjectNode event) {
    this.event = event;
  }

  public static APage named(String title) {
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    event.put("$schema", "/mediawiki/revision/create/2.0.0");
    ObjectNode meta = event.putObject("meta");
    meta.put("uri", "");
    meta.put("request_id", uuid("request " + title));
    meta.put("id", "");
    meta.put("domain", "");
    meta.put("stream", Streams.PAGE_CREATE);
    meta.put("dt", "");
    event.put("database", "");
    event.put("page_id", 0);
    event.put("page_title", title);
    event.put("page_namespace", 0);
    event.put("rev_id", 3_000_000_000L + Math.abs(title.hashCode()));
    event.put("rev_timestamp", "");
    event.put("rev_sha1", "phoiac9h4m842xq45sp7s6u21eteeq1");
    event.put("rev_minor_edit", false);
    event.put("rev_len", 120);
    event.put("rev_content_model", "wikitext");
    event.put("rev_content_format", "text/x-wiki");
    event.put("page_is_redirect", false);
    event.put("comment", "");
    event.put("parsedcomment", "");
    event.put("dt", "");
    ObjectNode slot = event.putObject("rev_slots").putObject("main");
    slot.put("rev_slot_content_model", "wikitext");
    slot.put("rev_slot_sha1", "phoiac9h4m842xq45sp7s6u21eteeq1");
    slot.put("rev_slot_size", 120);
    return new APage(event)
        .on("en.wikipedia.org")
        .by("Ann", 101)
        .at(Instant.parse("2026-02-26T12:00:00Z"));
  }

  /** Sets the database name too, as the real wikis have it. */
  public APage on(String domain) {
    meta().put("domain", domain);
    event.put("database", Wiki.databaseOf(domain));
    return this;
  }

  public APage inDatabase(String database) {
    event.put("database", database);
    return this;
  }

  public APage by(String userName, long userId) {
    performer(userName, false, "*", "user", "autoconfirmed")
        .put("user_id", userId)
        .put("user_registration_dt", "2019-03-01T08:15:30Z")
        .put("user_edit_count", 1_000 + userId % 1_000);
    return this;
  }

  public APage byBot(String userName, long userId) {
    performer(userName, true, "bot", "*", "user", "autoconfirmed")
        .put("user_id", userId)
        .put("user_edit_count", 6_181_964);
    return this;
  }

  /** Somebody without an account: an IP address and no user id. */
  public APage byAnonymous(String address) {
    performer(address, false, "*");
    return this;
  }

  /** A temporary account: a name such as {@code ~2026-12881-95}, and an id. */
  public APage byTemporary(String userName, long userId) {
    performer(userName, false, "*", "user", "temp").put("user_id", userId);
    return this;
  }

  public APage withoutPerformer() {
    event.remove("performer");
    return this;
  }

  APage sameUserAs(APage other) {
    JsonNode performer = other.event.get("performer");
    if (performer == null) {
      return withoutPerformer();
    }
    event.set("performer", performer.deepCopy());
    return this;
  }

  public APage at(String instant) {
    return at(Instant.parse(instant));
  }

  /** Event time, to the millisecond; the revision's own time is the whole second before. */
  public APage at(Instant eventTime) {
    Instant revision = eventTime.truncatedTo(ChronoUnit.SECONDS);
    meta().put("dt", Times.millis(eventTime));
    event.put("rev_timestamp", revision.toString());
    event.put("dt", revision.toString());
    return this;
  }

  public APage withPageId(long pageId) {
    event.put("page_id", pageId);
    return this;
  }

  public APage withRevId(long revId) {
    event.put("rev_id", revId);
    return this;
  }

  public APage withEventId(String eventId) {
    meta().put("id", eventId);
    return this;
  }

  public APage inNamespace(int namespace) {
    event.put("page_namespace", namespace);
    return this;
  }

  public APage commented(String comment) {
    event.put("comment", comment);
    event.put("parsedcomment", comment.replace("<", "&lt;"));
    return this;
  }

  /** A JSON value at a path such as {@code /meta/dt} or {@code /page_id}, right or wrong. */
  public APage with(String path, JsonNode value) {
    return changed(path + "=" + value, path, (parent, name) -> parent.set(name, value));
  }

  public APage with(String path, String text) {
    return with(path, JsonNodeFactory.instance.textNode(text));
  }

  public APage with(String path, long number) {
    return with(path, JsonNodeFactory.instance.numberNode(number));
  }

  /** Leaves out what stands at a path such as {@code /page_title} or {@code /meta}. */
  public APage without(String path) {
    return changed("without " + path, path, ObjectNode::remove);
  }

  /** As a canary: in everything but the domain a perfect event. */
  public static APage canary(Instant at) {
    return named("TestPage10")
        .at(at)
        .withPageId(123)
        .withRevId(123)
        .by("example_user_text", 123)
        .on("canary")
        .inDatabase("examplewiki")
        .with("/rev_timestamp", "2020-06-10T18:57:16Z")
        .with("/dt", "2020-06-10T18:57:16Z");
  }

  /** A page that changes independently of this one. */
  public APage copy() {
    APage copy = new APage(event.deepCopy());
    copy.changes.addAll(changes);
    return copy;
  }

  public String json() {
    return new String(bytes(), StandardCharsets.UTF_8);
  }

  public byte[] bytes() {
    ObjectNode finished = event.deepCopy();
    settle(finished);
    for (Change change : changes) {
      String path = change.path();
      int slash = path.lastIndexOf('/');
      change
          .how()
          .accept((ObjectNode) finished.at(path.substring(0, slash)), path.substring(slash + 1));
    }
    return Json.bytes(finished);
  }

  /** As it was set, not as it was changed by path. */
  String text(String path) {
    return event.at(path).asText();
  }

  /** As it was set, not as it was changed by path. */
  long number(String path) {
    return event.at(path).asLong();
  }

  private APage changed(String what, String path, BiConsumer<ObjectNode, String> how) {
    changes.add(new Change(what, path, how));
    return this;
  }

  // ids and the address follow from all the rest, unless somebody has set them
  private void settle(ObjectNode finished) {
    ObjectNode meta = (ObjectNode) finished.get("meta");
    String domain = meta.path("domain").asText();
    String title = finished.path("page_title").asText();
    String encoded = URLEncoder.encode(title, StandardCharsets.UTF_8).replace("+", "%20");
    meta.put("uri", "https://" + domain + "/wiki/" + encoded);
    if (finished.path("page_id").asLong() == 0) {
      finished.put("page_id", 1 + (uuid(domain + " " + title).hashCode() & 0x3fff_ffffL));
    }
    if (meta.path("id").asText().isEmpty()) {
      meta.put("id", uuid(finished + " " + changes.stream().map(Change::what).toList()));
    }
  }

  private ObjectNode performer(String userName, boolean bot, String... groups) {
    ObjectNode performer = JsonNodeFactory.instance.objectNode();
    performer.put("user_text", userName);
    List.of(groups).forEach(performer.putArray("user_groups")::add);
    performer.put("user_is_bot", bot);
    event.set("performer", performer);
    return performer;
  }

  private ObjectNode meta() {
    return (ObjectNode) event.get("meta");
  }

  private static String uuid(String description) {
    return UUID.nameUUIDFromBytes(description.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
