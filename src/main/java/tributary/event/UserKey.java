package tributary.event;

import org.jspecify.annotations.Nullable;

/**
 * How a user is named in keys: {@code #123} by id, {@code =Ann} by name. Unique inside one wiki
 * only.
 */
public final class UserKey {
  private UserKey() {}

  public static String byId(long id) {
    return "#" + id;
  }

  public static String byName(String name) {
    return "=" + name;
  }

  /**
   * The identity of a user: the id where there is one, else the name; null when there is neither.
   */
  public static @Nullable String of(@Nullable Long id, @Nullable String name) {
    if (id != null) {
      return byId(id);
    }
    return name == null ? null : byName(name);
  }

  /** The id in a key, or null for a key by name. */
  public static @Nullable Long idIn(String key) {
    return key.charAt(0) == '#' ? Long.valueOf(key.substring(1)) : null;
  }
}
