package tributary.serve;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tributary.event.Topics;
import tributary.platform.FeedGap;
import tributary.platform.FeedProgress;

/** The hourly reports, as the store has them, each saying whether it can be relied on. */
@Component("reportAnswers")
class ReportAnswers {
  private final ReportShelf shelf;
  private final FeedProgress progress;
  private final ServeSettings settings;
  private final Clock clock;

  ReportAnswers(ReportShelf shelf, FeedProgress progress, ServeSettings settings, Clock clock) {
    this.shelf = shelf;
    this.progress = progress;
    this.settings = settings;
    this.clock = clock;
  }

  public Answer domainsByHour(ApiRequest request) {
    return report(request, ReportKind.DOMAINS_BY_HOUR);
  }

  public Answer botsByDomain(ApiRequest request) {
    return report(request, ReportKind.BOTS_BY_DOMAIN);
  }

  public Answer topUsers(ApiRequest request) {
    return report(request, ReportKind.TOP_USERS);
  }

  private Answer report(ApiRequest request, ReportKind kind) {
    Instant at = request.instant("at");
    Instant now = clock.instant();
    ReportRange range = ReportRange.asOf(at == null ? now : at);
    StoredReport report = shelf.get(kind, range);
    Known known =
        new Known(
            progress.coverageStart(Topics.PAGE_CREATE),
            progress.storedThrough(Topics.PAGE_CREATE),
            progress.gaps(Topics.PAGE_CREATE));
    boolean complete = report.current() && known.covers(range.range());
    String flags = known.flags(range);
    byte[] body =
        report.rendered().computeIfAbsent(report.current() + flags, key -> render(report, known));
    return Answer.of(body, () -> ReportTables.of(kind, report.with(known::covers)))
        .keptFor(complete ? keep(at, now) : null);
  }

  private static byte[] render(StoredReport report, Known known) {
    JsonNode body = report.with(known::covers);
    return Json.bytes(body);
  }

  /** A report as of now is another one in the next hour. */
  private Duration keep(@Nullable Instant at, Instant now) {
    Duration rest =
        Duration.between(now, now.truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS));
    return at != null || rest.compareTo(settings.maxAge()) > 0 ? settings.maxAge() : rest;
  }

  /**
   * The stretch of event time that is known.
   *
   * @param from null: none
   * @param through null: none
   * @param gaps within it
   */
  record Known(@Nullable Instant from, @Nullable Instant through, List<FeedGap> gaps) {
    boolean covers(Range range) {
      return from != null
          && through != null
          && !from.isAfter(range.from())
          && !through.isBefore(range.to())
          && gaps.stream().noneMatch(gap -> gap.touches(range.from(), range.to()));
    }

    /** Which hours are covered, as text to tell two states apart by. */
    String flags(ReportRange range) {
      StringBuilder flags = new StringBuilder();
      for (Instant hour : range.hours()) {
        flags.append(covers(new Range(hour, hour.plus(1, ChronoUnit.HOURS))) ? '1' : '0');
      }
      return flags.toString();
    }
  }
}
