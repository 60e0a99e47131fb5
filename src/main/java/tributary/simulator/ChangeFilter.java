package tributary.simulator;

import org.jspecify.annotations.Nullable;

/**
 * Which changes are asked for; null asks for all. Withers make the combinations: {@code
 * ChangeFilter.ALL.domain("en.wikipedia.org").bot(false)}.
 */
public record ChangeFilter(
    @Nullable String domain,
    @Nullable String wiki,
    @Nullable String user,
    @Nullable String title,
    @Nullable String type,
    @Nullable Boolean bot,
    @Nullable Integer namespace) {
  public static final ChangeFilter ALL = new ChangeFilter(null, null, null, null, null, null, null);

  public ChangeFilter domain(String wanted) {
    return new ChangeFilter(wanted, wiki, user, title, type, bot, namespace);
  }

  public ChangeFilter wiki(String wanted) {
    return new ChangeFilter(domain, wanted, user, title, type, bot, namespace);
  }

  public ChangeFilter user(String wanted) {
    return new ChangeFilter(domain, wiki, wanted, title, type, bot, namespace);
  }

  public ChangeFilter title(String wanted) {
    return new ChangeFilter(domain, wiki, user, wanted, type, bot, namespace);
  }

  public ChangeFilter type(String wanted) {
    return new ChangeFilter(domain, wiki, user, title, wanted, bot, namespace);
  }

  public ChangeFilter bot(boolean wanted) {
    return new ChangeFilter(domain, wiki, user, title, type, wanted, namespace);
  }

  public ChangeFilter namespace(int wanted) {
    return new ChangeFilter(domain, wiki, user, title, type, bot, wanted);
  }

  boolean takes(SeenChange change) {
    return (domain == null || domain.equals(change.domain()))
        && (wiki == null || wiki.equals(change.wiki()))
        && (user == null || user.equals(change.user()))
        && (title == null || title.equals(change.title()))
        && (type == null || type.equals(change.type()))
        && (bot == null || bot.equals(change.bot()))
        && (namespace == null
            || (change.namespace() != null && change.namespace().intValue() == namespace));
  }
}
