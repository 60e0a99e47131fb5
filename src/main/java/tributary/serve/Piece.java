package tributary.serve;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tributary.event.summary.Distinct;
import tributary.event.summary.Distinct.Both;
import tributary.event.summary.MinuteSeries;
import tributary.event.summary.SummaryLimits;
import tributary.event.summary.Tally;
import tributary.event.summary.Totals;

/**
 * Some parts of the summary of a stretch of time; the others are null. Shared between requests, so
 * nobody changes what is in it.
 *
 * @param series of stretches that have no minute in common
 */
record Piece(
    @Nullable Totals totals,
    @Nullable Both distincts,
    @Nullable Tally pages,
    @Nullable Tally editors,
    List<MinuteSeries> series) {
  static final Piece NOTHING = new Piece(null, null, null, null, List.of());

  Piece {
    series = List.copyOf(series);
  }

  /** One part, as an hour's or a day's row has it. */
  static Piece of(MeasuredPart part, byte[] bytes, SummaryLimits limits) {
    return switch (part) {
      case TOTALS -> new Piece(Totals.decode(bytes), null, null, null, List.of());
      case DISTINCTS -> new Piece(null, Both.decode(bytes, limits), null, null, List.of());
      case PAGES -> new Piece(null, null, Tally.decode(bytes, limits), null, List.of());
      case EDITORS -> new Piece(null, null, null, Tally.decode(bytes, limits), List.of());
      case SERIES -> new Piece(null, null, null, null, List.of(MinuteSeries.decode(bytes)));
    };
  }

  /** The minute's own numbers as its series. */
  Piece asSeries(long minute) {
    MinuteSeries own = new MinuteSeries();
    if (totals != null) {
      own.add(minute, MinuteSeries.Point.of(totals));
    }
    return new Piece(null, null, null, null, List.of(own));
  }

  /** These parts, which it has, and no others. */
  Piece only(MeasuredPart part) {
    return switch (part) {
      case TOTALS -> new Piece(totals, null, null, null, List.of());
      case DISTINCTS -> new Piece(null, distincts, null, null, List.of());
      case PAGES -> new Piece(null, null, pages, null, List.of());
      case EDITORS -> new Piece(null, null, null, editors, List.of());
      case SERIES -> new Piece(null, null, null, null, series);
    };
  }

  /** Bytes that the part would have in a column, about. */
  long size(MeasuredPart part) {
    return switch (part) {
      case TOTALS -> totals == null ? 0 : 30L * totals.domains().size();
      case DISTINCTS -> 10L * (distincts == null ? 0 : sample(distincts));
      case PAGES -> 32L * (pages == null ? 0 : pages.size());
      case EDITORS -> 32L * (editors == null ? 0 : editors.size());
      case SERIES -> 32L * series.stream().mapToLong(one -> one.points().size()).sum();
    };
  }

  private static long sample(Both both) {
    long[] keys = {0};
    both.pages().forEachEvents(events -> keys[0]++);
    both.editors().forEachEvents(events -> keys[0]++);
    return keys[0];
  }

  /** All of it added up; of no pieces these parts are there, and empty. */
  static Piece sum(List<Piece> pieces, Set<MeasuredPart> parts, SummaryLimits limits) {
    List<MinuteSeries> series = new ArrayList<>();
    pieces.forEach(piece -> series.addAll(piece.series()));
    return new Piece(
        parts.contains(MeasuredPart.TOTALS)
            ? sum(pieces, Piece::totals, Totals::new, Totals::merge)
            : null,
        parts.contains(MeasuredPart.DISTINCTS)
            ? sum(pieces, Piece::distincts, () -> nobody(limits), Piece::merge)
            : null,
        parts.contains(MeasuredPart.PAGES)
            ? sum(pieces, Piece::pages, () -> new Tally(limits), Tally::merge)
            : null,
        parts.contains(MeasuredPart.EDITORS)
            ? sum(pieces, Piece::editors, () -> new Tally(limits), Tally::merge)
            : null,
        series);
  }

  private static <T> T sum(
      List<Piece> pieces,
      Function<Piece, @Nullable T> part,
      Supplier<T> empty,
      BiConsumer<T, T> merge) {
    List<T> given = new ArrayList<>();
    for (Piece piece : pieces) {
      T value = part.apply(piece);
      if (value != null) {
        given.add(value);
      }
    }
    if (given.size() == 1) {
      return Objects.requireNonNull(given.get(0));
    }
    T sum = empty.get();
    given.forEach(one -> merge.accept(sum, one));
    return sum;
  }

  private static Both nobody(SummaryLimits limits) {
    return new Both(new Distinct(limits), new Distinct(limits));
  }

  private static void merge(Both sum, Both more) {
    sum.pages().merge(more.pages());
    sum.editors().merge(more.editors());
  }
}
