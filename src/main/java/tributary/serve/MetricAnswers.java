package tributary.serve;

import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Metrics of the recent changes and their history, merged from the summaries of minutes, hours and
 * days. The same question asked again soon gets the same bytes.
 */
@Component("metricAnswers")
class MetricAnswers {
  private static final Duration LOOKBACK = Duration.ofMinutes(30);
  private static final Duration HISTORY = Duration.ofDays(7);
  private static final int TOP = 12;
  private static final int MOST_ROWS = 1000;

  private final MeasuredFeed feed;
  private final MetricSettings settings;
  private final ServeSettings serve;
  private final Clock clock;
  private final Held<Question, Said> held;

  MetricAnswers(MeasuredFeed feed, MetricSettings settings, ServeSettings serve, Clock clock) {
    this.feed = feed;
    this.settings = settings;
    this.serve = serve;
    this.clock = clock;
    this.held = new Held<>(settings.heldAnswers().toBytes());
  }

  private record Question(String path, Map<String, String> query, Range range) {}

  private record Said(byte[] body, boolean complete, long at) {}

  public Answer summary(ApiRequest request) {
    Range range = AskedRange.of(request, clock.instant(), LOOKBACK, settings.maxRange());
    return answer(request, range, () -> KpiSummary.of(feed.read(range, KpiSummary.PARTS)));
  }

  public Answer metric(ApiRequest request) {
    Metric metric = named(request.value("name"), Metric.values(), Metric::path, "metric");
    Range range = AskedRange.of(request, clock.instant(), LOOKBACK, settings.maxRange());
    int top = request.whole("top", 1, MOST_ROWS, TOP);
    return answer(request, range, () -> metric.body(feed.read(range, metric.parts()), top));
  }

  public Answer history(ApiRequest request) {
    History history = named(request.value("name"), History.values(), History::path, "history");
    Trend step = step(request, history);
    Range range = AskedRange.of(request, clock.instant(), HISTORY, settings.maxHistory());
    return answer(request, range, () -> body(history, step, range));
  }

  private MetricBody body(History history, Trend step, Range range) {
    if (history == History.TREND) {
      return step.body(feed.read(step.around(range), history.parts()), range);
    }
    Measured measured = feed.read(range, history.parts());
    return switch (history) {
      case HOUR_OF_DAY -> HistoryTables.hourOfDay(measured);
      case CONTRIBUTORS -> HistoryTables.contributors(measured);
      case LANGUAGES -> HistoryTables.languages(measured);
      case SERVERS, TREND -> HistoryTables.servers(measured);
    };
  }

  private static Trend step(ApiRequest request, History history) {
    String step = request.text("step");
    if (step != null && history != History.TREND) {
      throw Refusal.parameter("step", "Only the trend has a step", "no such parameter");
    }
    if (step == null || step.equals("hour")) {
      return Trend.HOUR;
    }
    if (step.equals("day")) {
      return Trend.DAY;
    }
    throw Refusal.parameter(
        "step", "This is no such step: " + ApiRequest.shown(step), "hour or day");
  }

  private static <T> T named(String name, T[] all, Function<T, String> path, String noun) {
    return Arrays.stream(all)
        .filter(one -> path.apply(one).equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                Refusal.notFound(
                    "There is no %s %s; there are %s"
                        .formatted(
                            noun,
                            ApiRequest.shown(name),
                            Arrays.stream(all).map(path).collect(Collectors.joining(", ")))));
  }

  private Answer answer(ApiRequest request, Range range, Supplier<MetricBody> asked) {
    Question question = new Question(request.path(), request.query(), range);
    if (request.format() == ApiRequest.Format.CSV) {
      MetricBody body = asked.get();
      return Answer.of(body.fields(), body::table).keptFor(keep(request, body.complete()));
    }
    Said said = held.get(question);
    if (said == null || System.nanoTime() - said.at() >= settings.freshness().toNanos()) {
      MetricBody body = asked.get();
      said = new Said(body.json(), body.complete(), System.nanoTime());
      held.put(question, said, said.body().length);
    }
    return Answer.of(said.body()).keptFor(keep(request, said.complete()));
  }

  /** A range that was named and is over stays as it is, but for late events. */
  private @Nullable Duration keep(ApiRequest request, boolean complete) {
    return complete && request.query().containsKey("to") ? serve.maxAge() : null;
  }
}
