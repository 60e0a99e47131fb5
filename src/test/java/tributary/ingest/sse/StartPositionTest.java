package tributary.ingest.sse;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import tributary.ingest.sse.ResumePoint.Reach;
import tributary.ingest.sse.StartPosition.After;
import tributary.ingest.sse.StartPosition.Latest;
import tributary.ingest.sse.StartPosition.Since;
import tributary.ingest.sse.StartPosition.Standing;
import tributary.ingest.sse.StreamId.Entry;

class StartPositionTest {
  private static final Instant NOW = Instant.parse("2026-02-26T12:00:00Z");
  private static final Reach REACH = new Reach(NOW, Duration.ofSeconds(60), 0);
  private static final long T = NOW.minusSeconds(600).toEpochMilli();

  @Test
  void isTheLatestWhenNothingIsKnownAndNothingWanted() {
    assertThat(of(false, fresh("page-create", null))).isEqualTo(new Latest());
  }

  @Test
  void isTheEarliestTimeWantedWhenNothingIsSaved() {
    assertThat(
            of(
                false,
                fresh("page-create", NOW),
                fresh("recentchange", NOW.minusSeconds(5)),
                fresh("page-move", null)))
        .isEqualTo(new Since(NOW.minusSeconds(5)));
  }

  @Test
  void prefersWhatIsSavedToWhatIsWanted() {
    assertThat(
            of(false, new Standing("page-create", saved("page-create"), NOW.minusSeconds(9_999))))
        .isInstanceOf(After.class);
  }

  @Test
  void asksForEachStreamFromItsOwnPlace() {
    ResumePoint other = new ResumePoint("recentchange");
    other.stored(Frames.id("recentchange", T + 100_000));
    assertThat(
            entries(
                of(
                    false,
                    new Standing("page-create", saved("page-create"), null),
                    new Standing("recentchange", other, null))))
        .containsExactly(
            Entry.at("eqiad.mediawiki.page-create", 0, T + 1 - 60_000),
            Entry.at("codfw.mediawiki.page-create", 0, T + 1 - 60_000),
            Entry.at("eqiad.mediawiki.recentchange", 0, T + 1 + 40_000),
            Entry.at("codfw.mediawiki.recentchange", 0, T + 1 + 40_000));
  }

  @Test
  void namesTheTopicsOfAStreamWithoutAPositionAfterTheOthers() {
    assertThat(
            entries(
                of(
                    false,
                    new Standing("page-create", saved("page-create"), null),
                    fresh("recentchange", null),
                    fresh("page-move", NOW.minusSeconds(3_600)))))
        .contains(
            Entry.at("eqiad.mediawiki.recentchange", 0, NOW.minusSeconds(60).toEpochMilli()),
            Entry.at("codfw.mediawiki.recentchange", 0, NOW.minusSeconds(60).toEpochMilli()),
            Entry.at("eqiad.mediawiki.page-move", 0, NOW.minusSeconds(3_600).toEpochMilli()));
  }

  @Test
  void isATimeWhenTheServerRefusesThePosition() {
    assertThat(of(true, new Standing("page-create", saved("page-create"), null)))
        .isEqualTo(new Since(Instant.ofEpochMilli(T + 1).minusSeconds(60)));
  }

  private static StartPosition of(boolean refused, Standing... standings) {
    return StartPosition.of(List.of(standings), REACH, refused);
  }

  private static Standing fresh(String stream, Instant wanted) {
    return new Standing(stream, new ResumePoint(stream), wanted);
  }

  private static ResumePoint saved(String stream) {
    ResumePoint point = new ResumePoint(stream);
    point.stored(Frames.id(stream, T));
    return point;
  }

  private static List<Entry> entries(StartPosition position) {
    return StreamId.parse(((After) position).lastEventId()).entries();
  }
}
