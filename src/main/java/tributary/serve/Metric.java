package tributary.serve;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** The metrics of the contract, and what of a summary each needs. */
enum Metric {
  TRAFFIC(MeasuredPart.SERIES),
  VELOCITY(MeasuredPart.SERIES),
  USERS(MeasuredPart.SERIES),
  ACTIONS(MeasuredPart.SERIES),
  SERVERS(MeasuredPart.TOTALS),
  LANGUAGES(MeasuredPart.TOTALS),
  NAMESPACES(MeasuredPart.TOTALS),
  PAGES(MeasuredPart.TOTALS, MeasuredPart.PAGES),
  EDITORS(MeasuredPart.TOTALS, MeasuredPart.EDITORS, MeasuredPart.DISTINCTS),
  SEVERITY(MeasuredPart.TOTALS),
  VOLUME_CHANGE(MeasuredPart.SERIES);

  private final EnumSet<MeasuredPart> parts;

  Metric(MeasuredPart first, MeasuredPart... more) {
    this.parts = EnumSet.of(first, more);
  }

  Set<MeasuredPart> parts() {
    return parts;
  }

  /** As it stands in the path. */
  String path() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * @param top most rows of a list that is cut
   */
  MetricBody body(Measured measured, int top) {
    return switch (this) {
      case TRAFFIC -> MetricSeries.traffic(measured);
      case VELOCITY -> MetricSeries.velocity(measured);
      case USERS -> MetricSeries.users(measured);
      case ACTIONS -> MetricSeries.actions(measured);
      case SERVERS -> MetricTables.servers(measured, top);
      case LANGUAGES -> MetricTables.languages(measured, top);
      case NAMESPACES -> MetricTables.namespaces(measured);
      case PAGES -> MetricTables.pages(measured, top);
      case EDITORS -> MetricTables.editors(measured, top);
      case SEVERITY -> MetricTables.severity(measured);
      case VOLUME_CHANGE -> MetricSeries.volumeChange(measured);
    };
  }
}
