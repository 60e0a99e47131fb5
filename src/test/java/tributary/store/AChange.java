package tributary.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tributary.event.Change;
import tributary.event.Site;

/** Changes for tests: {@code AChange.of("enwiki", 7).titled("Kyiv").by("Ann").at(time)}. */
public record AChange(
    String wiki,
    String domain,
    @Nullable Long rcid,
    String eventId,
    String type,
    Instant time,
    @Nullable Integer namespace,
    @Nullable String title,
    @Nullable String user,
    @Nullable String comment,
    @Nullable Boolean bot,
    String feed) {
  static final Instant NOON = Instant.parse("2026-02-26T12:00:00Z");

  public static AChange on(String wiki, long rcid) {
    String domain = wiki.endsWith("wiki") ? wiki.replaceAll("wiki$", ".wikipedia.org") : wiki;
    return new AChange(
        wiki,
        domain,
        rcid,
        "e-" + wiki + "-" + rcid,
        "edit",
        NOON,
        0,
        "Title " + rcid,
        "Ann",
        "a comment",
        false,
        "recentchange");
  }

  static Change of(String wiki, long rcid) {
    return on(wiki, rcid).change();
  }

  static Change byEvent(String wiki, String eventId) {
    return new AChange(
            wiki, wiki, null, eventId, "log", NOON, -1, null, null, null, null, "recentchange")
        .change();
  }

  public AChange at(Instant at) {
    return new AChange(
        wiki, domain, rcid, eventId, type, at, namespace, title, user, comment, bot, feed);
  }

  public AChange event(String id) {
    return new AChange(
        wiki, domain, rcid, id, type, time, namespace, title, user, comment, bot, feed);
  }

  public AChange titled(@Nullable String named) {
    return new AChange(
        wiki, domain, rcid, eventId, type, time, namespace, named, user, comment, bot, feed);
  }

  public AChange by(@Nullable String name) {
    return new AChange(
        wiki, domain, rcid, eventId, type, time, namespace, title, name, comment, bot, feed);
  }

  public AChange saying(@Nullable String said) {
    return new AChange(
        wiki, domain, rcid, eventId, type, time, namespace, title, user, said, bot, feed);
  }

  public AChange fromFeed(String name) {
    return new AChange(
        wiki, domain, rcid, eventId, type, time, namespace, title, user, comment, bot, name);
  }

  public AChange like(String kind, @Nullable Boolean isBot, @Nullable Integer space) {
    return new AChange(
        wiki, domain, rcid, eventId, kind, time, space, title, user, comment, isBot, feed);
  }

  public Change change() {
    Site site = Site.of(domain);
    return new Change(
        eventId,
        time,
        domain,
        wiki,
        type,
        rcid,
        namespace,
        title,
        user,
        comment,
        bot,
        type.equals("log") ? null : Boolean.TRUE,
        type.equals("log") ? null : Long.valueOf(-7),
        site.language(),
        site.project(),
        rcid == null ? null : Long.valueOf(1L << 40),
        null,
        null,
        feed);
  }
}
