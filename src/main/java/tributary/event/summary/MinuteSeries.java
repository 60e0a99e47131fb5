package tributary.event.summary;

import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The numbers of each minute of a longer stretch, so that a chart of months reads one row a day.
 * Minutes in which nothing happened are left out. Not for several threads.
 */
public final class MinuteSeries {
  private static final int FORMAT = 1;

  private final TreeMap<Long, Point> points = new TreeMap<>();

  /**
   * One minute.
   *
   * @param types events by type
   * @param additions bytes
   * @param deletions bytes, not negative
   */
  public record Point(
      long events,
      long bytes,
      long bots,
      long humans,
      long edits,
      long newPages,
      long additions,
      long additionsEvents,
      long deletions,
      long deletionsEvents,
      Map<String, Long> types) {

    public Point {
      types = Map.copyOf(types);
    }

    public static Point of(Totals totals) {
      return new Point(
          totals.events(),
          totals.bytes(),
          totals.bots(),
          totals.humans(),
          totals.edits(),
          totals.newPages(),
          totals.additions(),
          totals.additionsEvents(),
          totals.deletions(),
          totals.deletionsEvents(),
          totals.types());
    }

    public Point plus(Point other) {
      Map<String, Long> both = new TreeMap<>(types);
      other.types.forEach((type, count) -> both.merge(type, count, Long::sum));
      return new Point(
          events + other.events,
          bytes + other.bytes,
          bots + other.bots,
          humans + other.humans,
          edits + other.edits,
          newPages + other.newPages,
          additions + other.additions,
          additionsEvents + other.additionsEvents,
          deletions + other.deletions,
          deletionsEvents + other.deletionsEvents,
          both);
    }
  }

  /**
   * @param minute minutes since 1970
   */
  public void add(long minute, Point point) {
    if (point.events() > 0) {
      points.merge(minute, point, Point::plus);
    }
  }

  public void merge(MinuteSeries other) {
    other.points.forEach(this::add);
  }

  /** By minutes since 1970. */
  public NavigableMap<Long, Point> points() {
    return Collections.unmodifiableNavigableMap(points);
  }

  /** Equal contents give equal bytes. */
  public byte[] encode() {
    BlobWriter out = new BlobWriter(FORMAT);
    out.number(points.size());
    long last = 0;
    for (Map.Entry<Long, Point> entry : points.entrySet()) {
      out.signed(entry.getKey() - last);
      last = entry.getKey();
      Point point = entry.getValue();
      out.number(point.events());
      out.number(point.bytes());
      out.number(point.bots());
      out.number(point.humans());
      out.number(point.edits());
      out.number(point.newPages());
      out.number(point.additions());
      out.number(point.additionsEvents());
      out.number(point.deletions());
      out.number(point.deletionsEvents());
      out.number(point.types().size());
      new TreeMap<>(point.types())
          .forEach(
              (type, count) -> {
                out.text(type);
                out.number(count);
              });
    }
    return out.done();
  }

  /**
   * @throws IllegalArgumentException when the bytes have another format
   */
  public static MinuteSeries decode(byte[] encoded) {
    BlobReader in = new BlobReader(encoded, FORMAT);
    MinuteSeries series = new MinuteSeries();
    long minute = 0;
    for (int i = in.count(); i > 0; i--) {
      minute += in.signed();
      series.points.put(minute, point(in));
    }
    return series;
  }

  private static Point point(BlobReader in) {
    long[] numbers = new long[10];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = in.number();
    }
    Map<String, Long> types = new TreeMap<>();
    for (int i = in.count(); i > 0; i--) {
      types.put(in.text(), in.number());
    }
    return new Point(
        numbers[0],
        numbers[1],
        numbers[2],
        numbers[3],
        numbers[4],
        numbers[5],
        numbers[6],
        numbers[7],
        numbers[8],
        numbers[9],
        types);
  }
}
