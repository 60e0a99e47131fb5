package tributary.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says of the bytes of one recentchange event what they are worth. Written from the contract alone,
 * in the plainest way, so that it can bear witness against the product.
 */
final class ChangeRecount {
  /**
   * @param named whether the bytes say of which stream they are; what does not counts for the first
   *     stream of the connection
   * @param identity {@code meta.id}, by which an event counts once; null where there is none
   * @param filtered why it is not kept; null when it is kept, or dead
   * @param change null unless it is kept
   */
  record Verdict(
      boolean named,
      @Nullable String identity,
      @Nullable String filtered,
      @Nullable SeenChange change) {
    boolean isDead() {
      return filtered == null && change == null;
    }
  }

  /** Types are any text; only these are named as a reason. */
  private static final Set<String> NAMED = Set.of("categorize", "external", "edit", "new", "log");

  private final Set<String> types;
  private final boolean talk;

  /**
   * @param types that are kept
   * @param talk whether talk pages are
   */
  ChangeRecount(Set<String> types, boolean talk) {
    this.types = types;
    this.talk = talk;
  }

  Verdict of(byte[] data) {
    JsonNode event = Json.read(data);
    if (event == null || !event.isObject()) {
      return new Verdict(false, null, null, null);
    }
    String stream = Recount.textAt(event, "/meta/stream");
    boolean named = Streams.RECENTCHANGE.equals(stream) || "recentchange".equals(stream);
    String id = Recount.textAt(event, "/meta/id");
    if ("canary".equals(Recount.textAt(event, "/meta/domain"))) {
      return new Verdict(named, id, "canary", null);
    }
    String type = Recount.textAt(event, "/type");
    if (type == null) {
      return new Verdict(named, id, null, null);
    }
    if (!types.contains(type)) {
      return new Verdict(named, id, "type-" + (NAMED.contains(type) ? type : "other"), null);
    }
    SeenChange change = change(event, type, id);
    boolean unwanted = change != null && change.isTalk() && !talk;
    return new Verdict(named, id, unwanted ? "talk" : null, unwanted ? null : change);
  }

  private static @Nullable SeenChange change(JsonNode event, String type, @Nullable String id) {
    String domain = Recount.textAt(event, "/meta/domain");
    String wiki = Recount.textAt(event, "/wiki");
    java.time.Instant at = Recount.instant(Recount.textAt(event, "/meta/dt"));
    if (id == null || domain == null || wiki == null || at == null) {
      return null;
    }
    Long namespace = Recount.longAt(event, "/namespace");
    JsonNode comment = event.path("comment");
    return new SeenChange(
        id,
        at,
        domain,
        wiki,
        type,
        number(event, "/id"),
        namespace != null && namespace == namespace.intValue() ? namespace : null,
        Recount.textAt(event, "/title"),
        Recount.textAt(event, "/user"),
        comment.isTextual() ? comment.textValue() : null,
        flag(event, "bot"),
        flag(event, "minor"),
        difference(event, type),
        number(event, "/revision/new"),
        Recount.textAt(event, "/log_type"),
        Recount.textAt(event, "/log_action"));
  }

  /** A page that is new was empty before; an edit has to tell both lengths. */
  private static @Nullable Long difference(JsonNode event, String type) {
    Long old = type.equals("new") ? Long.valueOf(0) : size(event, "/length/old");
    Long now = size(event, "/length/new");
    boolean measured = type.equals("edit") || type.equals("new");
    return measured && old != null && now != null ? now - old : null;
  }

  private static @Nullable Long size(JsonNode event, String path) {
    Long size = Recount.longAt(event, path);
    return size != null && size >= 0 ? size : null;
  }

  /** MediaWiki counts from 1 and writes 0 for "none". */
  private static @Nullable Long number(JsonNode event, String path) {
    Long number = Recount.longAt(event, path);
    return number != null && number > 0 ? number : null;
  }

  private static @Nullable Boolean flag(JsonNode event, String name) {
    JsonNode value = event.path(name);
    return value.isBoolean() ? value.booleanValue() : null;
  }
}
