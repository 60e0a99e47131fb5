package tributary.clean;

import static java.nio.charset.StandardCharsets.UTF_8;
import static tributary.clean.Fields.anyText;
import static tributary.clean.Fields.bool;
import static tributary.clean.Fields.id;
import static tributary.clean.Fields.integer;
import static tributary.clean.Fields.required;
import static tributary.clean.Fields.requiredTime;
import static tributary.clean.Fields.small;
import static tributary.clean.Fields.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tributary.event.Change;
import tributary.event.ChangeJson;
import tributary.event.MalformedEvent;
import tributary.event.Site;

/**
 * What a good change is: a type, an id, a time, a domain and a wiki. Everything else may be absent,
 * and of another type counts as absent; {@code log_params}, which has every type, is never looked
 * at.
 *
 * <p>Field names are those of the schema mediawiki/recentchange 1.0.0 and 1.0.1.
 */
final class ChangeCleaner implements EventCleaner {
  private static final Set<String> NAMED_TYPES =
      Set.of("edit", "new", "log", "categorize", "external");

  private final String feed;
  private final Set<String> types;
  private final boolean talk;

  ChangeCleaner(String feed, RecentchangeSettings settings) {
    this.feed = feed;
    this.types = settings.types().stream().map(String::strip).collect(Collectors.toSet());
    this.talk = settings.talk();
  }

  @Override
  public Verdict clean(JsonNode event) throws MalformedEvent {
    String type = required(event, "type", "type");
    if (!types.contains(type)) {
      // types are any text: a reason a text would make the list of counters grow without end
      return new Verdict.Filtered("type-" + (NAMED_TYPES.contains(type) ? type : "other"));
    }
    Change change = change(event, type, feed);
    if (!talk && change.onTalkPage()) {
      return new Verdict.Filtered("talk");
    }
    return new Verdict.Clean(
        change.at(), change.identity().getBytes(UTF_8), ChangeJson.write(change));
  }

  private static Change change(JsonNode event, String type, String feed) throws MalformedEvent {
    JsonNode meta = event.path("meta");
    String domain = required(meta, "domain", "meta.domain");
    Site site = Site.of(domain);
    return new Change(
        required(meta, "id", "meta.id"),
        requiredTime(meta, "dt", "meta.dt"),
        domain,
        required(event, "wiki", "wiki"),
        type,
        id(event, "id"),
        small(event, "namespace"),
        text(event, "title"),
        text(event, "user"),
        anyText(event, "comment"),
        bool(event, "bot"),
        bool(event, "minor"),
        lengthDiff(type, event.path("length")),
        site.language(),
        site.project(),
        id(event.path("revision"), "new"),
        text(event, "log_type"),
        text(event, "log_action"),
        feed);
  }

  /** A creation begins at 0; everything else needs both lengths; a log entry changes no text. */
  private static @Nullable Long lengthDiff(String type, JsonNode length) {
    Long after = size(length, "new");
    Long before = type.equals("new") ? Long.valueOf(0) : size(length, "old");
    return type.equals("log") || before == null || after == null ? null : after - before;
  }

  private static @Nullable Long size(JsonNode length, String field) {
    Long size = integer(length, field);
    return size == null || size < 0 ? null : size;
  }
}
