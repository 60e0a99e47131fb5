package tributary.serve;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** The histories of the contract, and what of a summary each needs. */
enum History {
  HOUR_OF_DAY(MeasuredPart.SERIES),
  TREND(MeasuredPart.SERIES),
  CONTRIBUTORS(MeasuredPart.TOTALS, MeasuredPart.EDITORS),
  LANGUAGES(MeasuredPart.TOTALS),
  SERVERS(MeasuredPart.TOTALS, MeasuredPart.DISTINCTS);

  private final EnumSet<MeasuredPart> parts;

  History(MeasuredPart first, MeasuredPart... more) {
    this.parts = EnumSet.of(first, more);
  }

  Set<MeasuredPart> parts() {
    return parts;
  }

  /** As it stands in the path. */
  String path() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
