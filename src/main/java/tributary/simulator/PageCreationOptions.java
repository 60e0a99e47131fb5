package tributary.simulator;

import java.util.EnumMap;
import java.util.Map;

/**
 * How often each {@link Kind} of event is generated.
 *
 * @param rates probability by kind; a kind that is absent does not occur
 */
public record PageCreationOptions(Map<Kind, Double> rates) {
  public PageCreationOptions {
    rates.forEach(
        (kind, rate) -> {
          if (!(rate >= 0 && rate <= 1)) {
            throw new IllegalArgumentException("rate of " + kind + " must be 0 to 1, was " + rate);
          }
        });
    rates = Map.copyOf(rates);
  }

  /** Registered users and plain titles, on time, each page once. */
  public static PageCreationOptions plain() {
    return new PageCreationOptions(Map.of());
  }

  /** As the real stream is: bots, anonymous and temporary users, and now and then a fault. */
  public static PageCreationOptions realistic() {
    return plain()
        .with(Kind.BOT, 0.3)
        .with(Kind.ANONYMOUS, 0.03)
        .with(Kind.TEMPORARY, 0.06)
        .with(Kind.NO_PERFORMER, 0.004)
        .with(Kind.RENAMED, 0.002)
        .with(Kind.SAME_SECOND, 0.08)
        .with(Kind.STRANGE_TITLE, 0.01)
        .with(Kind.HOSTILE_TITLE, 0.002)
        .with(Kind.HUGE_ID, 0.001)
        .with(Kind.OUT_OF_ORDER, 0.013)
        .with(Kind.LATE, 0.003)
        .with(Kind.FUTURE, 0.0005)
        .with(Kind.REPEATED, 0.001)
        .with(Kind.CREATED_AGAIN, 0.001)
        .with(Kind.MALFORMED, 0.002);
  }

  /** Every kind often enough that a few hundred events hold all of them. */
  public static PageCreationOptions everything() {
    PageCreationOptions options = plain();
    for (Kind kind : Kind.values()) {
      options = options.with(kind, 0.04);
    }
    return options.with(Kind.BOT, 0.3);
  }

  public PageCreationOptions with(Kind kind, double rate) {
    Map<Kind, Double> changed = new EnumMap<>(Kind.class);
    changed.putAll(rates);
    changed.put(kind, rate);
    return new PageCreationOptions(changed);
  }

  public PageCreationOptions without(Kind... kinds) {
    PageCreationOptions options = this;
    for (Kind kind : kinds) {
      options = options.with(kind, 0);
    }
    return options;
  }

  double rate(Kind kind) {
    return rates.getOrDefault(kind, 0.0);
  }
}
