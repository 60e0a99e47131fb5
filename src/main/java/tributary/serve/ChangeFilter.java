package tributary.serve;

import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Which changes a list is about: all that is given has to be so. */
record ChangeFilter(
    @Nullable String domain,
    @Nullable String wiki,
    @Nullable String user,
    @Nullable String title,
    @Nullable String type,
    @Nullable Boolean bot,
    @Nullable Integer namespace)
    implements Predicate<ChangeSummary> {

  static ChangeFilter of(ApiRequest request) {
    return new ChangeFilter(
        request.text("domain"),
        request.text("wiki"),
        request.text("user"),
        request.text("title"),
        request.text("type"),
        request.query().containsKey("bot") ? request.flag("bot", false) : null,
        request.query().containsKey("namespace")
            ? request.whole("namespace", Integer.MIN_VALUE, Integer.MAX_VALUE, 0)
            : null);
  }

  @Override
  public boolean test(ChangeSummary change) {
    return is(domain, change.domain())
        && is(wiki, change.wiki())
        && is(user, change.user())
        && is(title, change.title())
        && is(type, change.type())
        && is(bot, change.bot())
        && is(namespace, change.namespace());
  }

  private static boolean is(@Nullable Object wanted, @Nullable Object value) {
    return wanted == null || Objects.equals(wanted, value);
  }
}
