package tributary.simulator;

import java.util.EnumMap;
import java.util.Map;

/**
 * How often each {@link ChangeKind} is generated.
 *
 * @param rates probability by kind; a kind that is absent does not occur
 */
public record ChangeOptions(Map<ChangeKind, Double> rates) {
  public ChangeOptions {
    rates.forEach(
        (kind, rate) -> {
          if (!(rate >= 0 && rate <= 1)) {
            throw new IllegalArgumentException("rate of " + kind + " must be 0 to 1, was " + rate);
          }
        });
    rates = Map.copyOf(rates);
  }

  /** Edits of registered users, on time, each once. */
  public static ChangeOptions plain() {
    return new ChangeOptions(Map.of());
  }

  /** As the real stream is, but with fewer of the events that nobody keeps. */
  public static ChangeOptions realistic() {
    return plain()
        .with(ChangeKind.BOT, 0.2)
        .with(ChangeKind.ANONYMOUS, 0.04)
        .with(ChangeKind.TEMPORARY, 0.06)
        .with(ChangeKind.HIDDEN_USER, 0.002)
        .with(ChangeKind.NEW_PAGE, 0.04)
        .with(ChangeKind.LOG, 0.08)
        .with(ChangeKind.CATEGORIZE, 0.1)
        .with(ChangeKind.EXTERNAL, 0.01)
        .with(ChangeKind.OTHER_TYPE, 0.001)
        .with(ChangeKind.TALK, 0.06)
        .with(ChangeKind.EDIT_WAR, 0.002)
        .with(ChangeKind.NO_LENGTH, 0.002)
        .with(ChangeKind.SAME_LENGTH, 0.03)
        .with(ChangeKind.BARE, 0.002)
        .with(ChangeKind.STRANGE_TITLE, 0.005)
        .with(ChangeKind.HOSTILE_TITLE, 0.001)
        .with(ChangeKind.HUGE_ID, 0.001)
        .with(ChangeKind.OUT_OF_ORDER, 0.015)
        .with(ChangeKind.LATE, 0.002)
        .with(ChangeKind.FUTURE, 0.0002)
        .with(ChangeKind.REPEATED, 0.001)
        .with(ChangeKind.RECORDED_AGAIN, 0.001)
        .with(ChangeKind.MALFORMED, 0.0005);
  }

  /** Every kind often enough that a few hundred events hold all of them. */
  public static ChangeOptions everything() {
    ChangeOptions options = plain();
    for (ChangeKind kind : ChangeKind.values()) {
      options = options.with(kind, 0.03);
    }
    return options.with(ChangeKind.BOT, 0.3).with(ChangeKind.LOG, 0.12);
  }

  public ChangeOptions with(ChangeKind kind, double rate) {
    Map<ChangeKind, Double> changed = new EnumMap<>(ChangeKind.class);
    changed.putAll(rates);
    changed.put(kind, rate);
    return new ChangeOptions(changed);
  }

  public ChangeOptions without(ChangeKind... kinds) {
    ChangeOptions options = this;
    for (ChangeKind kind : kinds) {
      options = options.with(kind, 0);
    }
    return options;
  }

  double rate(ChangeKind kind) {
    return rates.getOrDefault(kind, 0.0);
  }
}
