package tributary.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import tributary.platform.FeedGap;

class ReportLogicTest {
  private static final ReportRange RANGE = ReportRange.asOf(Instant.parse("2026-02-26T19:32:00Z"));

  private static ReportAnswers.Known known(String from, String through) {
    return new ReportAnswers.Known(
        from == null ? null : Instant.parse(from),
        through == null ? null : Instant.parse(through),
        List.of());
  }

  @Test
  void coversSixHoursWithoutTheLastFinishedAndTheRunningOne() {
    assertThat(RANGE.range().from()).isEqualTo("2026-02-26T12:00:00Z");
    assertThat(RANGE.range().to()).isEqualTo("2026-02-26T18:00:00Z");
    assertThat(RANGE.hours()).hasSize(6).first().isEqualTo(RANGE.range().from());
    assertThat(ReportRange.asOf(Instant.parse("2026-02-26T19:00:00Z"))).isEqualTo(RANGE);
    assertThat(ReportRange.asOf(Instant.parse("2026-02-26T18:59:59.999Z"))).isNotEqualTo(RANGE);
  }

  @Test
  void knowsARangeOnlyWhenItWasFollowedFromBeginningToEnd() {
    Range range = RANGE.range();
    assertThat(known("2026-02-26T12:00:00Z", "2026-02-26T18:00:00Z").covers(range)).isTrue();
    assertThat(known("2026-02-26T12:00:00.001Z", "2026-02-26T18:00:00Z").covers(range)).isFalse();
    assertThat(known("2026-02-26T12:00:00Z", "2026-02-26T17:59:59.999Z").covers(range)).isFalse();
    assertThat(known(null, "2026-02-26T18:00:00Z").covers(range)).isFalse();
    assertThat(known("2026-02-26T12:00:00Z", null).covers(range)).isFalse();
    assertThat(known("2026-02-26T13:00:00Z", "2026-02-26T17:30:00Z").flags(RANGE))
        .isEqualTo("011110");
  }

  @Test
  void doesNotKnowAnHourInWhichEventsAreMissing() {
    Instant lost = Instant.parse("2026-02-26T14:10:00Z");
    var known =
        new ReportAnswers.Known(
            Instant.parse("2026-02-26T12:00:00Z"),
            Instant.parse("2026-02-26T18:00:00Z"),
            List.of(new FeedGap(lost, lost.plusSeconds(20), 2)));
    assertThat(known.flags(RANGE)).isEqualTo("110111");
    assertThat(known.covers(RANGE.range())).isFalse();
  }

  @Test
  void saysOfEachHourWhetherItIsComplete() {
    StoredReport report = StoredReport.of("", RANGE.empty(ReportKind.DOMAINS_BY_HOUR), true);
    JsonNode hours = report.with(known("2026-02-26T13:00:00Z", "2026-02-26T15:00:00Z")::covers);
    assertThat(hours.findValuesAsText("complete"))
        .containsExactly("false", "true", "true", "false", "false", "false");
    StoredReport stale = StoredReport.of("", RANGE.empty(ReportKind.DOMAINS_BY_HOUR), false);
    assertThat(stale.with(range -> true).findValuesAsText("complete")).containsOnly("false");
  }

  @Test
  void makesOneRowForEachDomainOfEachHour() throws IOException {
    JsonNode hours =
        Json.read(
            ("[{\"time_start\":\"23:00\",\"time_end\":\"00:00\",\"from\":\"f\",\"to\":\"t\","
                    + "\"complete\":true,\"statistics\":[{\"a.org\":2},{\"b.org\":1}]},"
                    + "{\"time_start\":\"00:00\",\"statistics\":[]}]")
                .getBytes(StandardCharsets.UTF_8));
    assertThat(
            new String(
                ReportTables.of(ReportKind.DOMAINS_BY_HOUR, hours).csv(), StandardCharsets.UTF_8))
        .isEqualTo(
            "time_start,time_end,from,to,complete,domain,pages_created\r\n"
                + "23:00,00:00,f,t,true,a.org,2\r\n23:00,00:00,f,t,true,b.org,1\r\n");
  }

  @Test
  void comparesEntityTagsWeakly() {
    assertThat(ApiExchange.matches("\"a\", W/\"b\"", "\"b\"")).isTrue();
    assertThat(ApiExchange.matches("*", "\"b\"")).isTrue();
    assertThat(ApiExchange.matches("\"a\"", "\"b\"")).isFalse();
    assertThat(ApiExchange.matches(null, "\"b\"")).isFalse();
  }
}
