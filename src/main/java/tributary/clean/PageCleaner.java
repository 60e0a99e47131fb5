package tributary.clean;

import static java.nio.charset.StandardCharsets.UTF_8;
import static tributary.clean.Fields.integer;
import static tributary.clean.Fields.required;
import static tributary.clean.Fields.requiredInteger;
import static tributary.clean.Fields.requiredTime;
import static tributary.clean.Fields.text;

import com.fasterxml.jackson.databind.JsonNode;
import tributary.event.MalformedEvent;
import tributary.event.PageCreate;
import tributary.event.PageCreateJson;

/**
 * What a good page creation is: an id, a time, a domain, a wiki, a page id and a title. Everything
 * else may be absent; an optional field of another type counts as absent.
 *
 * <p>Field names are those of the schemas mediawiki/revision/create 1.1.0 and 2.0.0.
 */
final class PageCleaner implements EventCleaner {

  @Override
  public Verdict clean(JsonNode event) throws MalformedEvent {
    PageCreate page = page(event);
    return new Verdict.Clean(
        page.createdAt(), page.pageKey().getBytes(UTF_8), PageCreateJson.write(page));
  }

  static PageCreate page(JsonNode event) throws MalformedEvent {
    JsonNode meta = event.path("meta");
    JsonNode performer = event.path("performer");
    String name = text(performer, "user_text");
    Long userId = Fields.id(performer, "user_id");
    boolean known = name != null || userId != null;
    return new PageCreate(
        required(meta, "id", "meta.id"),
        requiredTime(meta, "dt", "meta.dt"),
        required(meta, "domain", "meta.domain"),
        required(event, "database", "database"),
        requiredInteger(event, "page_id", "page_id"),
        required(event, "page_title", "page_title"),
        Fields.small(event, "page_namespace"),
        integer(event, "rev_id"),
        userId,
        name,
        known ? Fields.bool(performer, "user_is_bot") : null,
        Fields.anyText(event, "comment"));
  }
}
