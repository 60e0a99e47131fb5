package tributary.serve;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tributary.event.ChangePartitions;
import tributary.event.Topics;

/** The partitions that a list of changes leads through: those of the narrowest table. */
@Component
class ChangeParts {
  private final SelectTouchedHours hours;
  private final SelectTouchedSlices slices;
  private final SelectChangesByMinute byMinute;
  private final SelectChangesByDomainHour byDomain;
  private final SelectChangesByUserHour byUser;
  private final SelectChangesByTitleHour byTitle;

  ChangeParts(
      SelectTouchedHours hours,
      SelectTouchedSlices slices,
      SelectChangesByMinute byMinute,
      SelectChangesByDomainHour byDomain,
      SelectChangesByUserHour byUser,
      SelectChangesByTitleHour byTitle) {
    this.hours = hours;
    this.slices = slices;
    this.byMinute = byMinute;
    this.byDomain = byDomain;
    this.byUser = byUser;
    this.byTitle = byTitle;
  }

  /**
   * @param pageSize rows that are fetched at once
   */
  Iterator<ChangePart> of(ChangeFilter filter, Range range, int pageSize, Deadline deadline) {
    String title = filter.title();
    String user = filter.user();
    String domain = filter.domain();
    if (title != null) {
      return Mapped.of(
          hours(range, deadline),
          hour -> new ChangePart(end(hour), () -> byTitle.start(hour, title, range, pageSize)));
    }
    if (user != null) {
      return Mapped.of(
          hours(range, deadline),
          hour -> new ChangePart(end(hour), () -> byUser.start(hour, user, range, pageSize)));
    }
    return domain != null
        ? ofDomain(domain, range, pageSize, deadline)
        : ofAll(range, pageSize, deadline);
  }

  /** Hours in which anything changed, newest first. */
  Iterator<Instant> hours(Range range, Deadline deadline) {
    return hours.hours(Topics.RECENTCHANGE, range, deadline);
  }

  ChangePart slice(ChangeSlice slice, Range range, int pageSize) {
    return new ChangePart(slice.to(), () -> byMinute.start(slice, range, pageSize));
  }

  private Iterator<ChangePart> ofAll(Range range, int pageSize, Deadline deadline) {
    return Mapped.flat(
        hours(range, deadline),
        hour ->
            Mapped.of(
                slices.of(hour, within(range, hour), deadline).keySet().iterator(),
                slice -> slice(slice, range, pageSize)));
  }

  private Iterator<ChangePart> ofDomain(
      String domain, Range range, int pageSize, Deadline deadline) {
    Iterator<LocalDate> days =
        new Distinct<>(Mapped.of(hours(range, deadline), ChangePartitions::day));
    return Mapped.flat(
        days,
        day ->
            Mapped.of(
                byDomain.of(domain, day, range, deadline),
                part ->
                    part.from().isBefore(range.to()) && part.to().isAfter(range.from())
                        ? new ChangePart(
                            part.to(), () -> byDomain.start(domain, part, range, pageSize))
                        : ChangePart.nothingBefore(part.to())));
  }

  /** Leaves out what is equal to the one before. */
  private static final class Distinct<T extends Object> implements Iterator<T> {
    private final Iterator<T> source;
    private @Nullable T before;
    private @Nullable T next;

    Distinct(Iterator<T> source) {
      this.source = source;
    }

    @Override
    public boolean hasNext() {
      while (next == null && source.hasNext()) {
        T one = source.next();
        next = one.equals(before) ? null : one;
        before = one;
      }
      return next != null;
    }

    @Override
    public T next() {
      T one = hasNext() ? next : null;
      if (one == null) {
        throw new NoSuchElementException();
      }
      next = null;
      return one;
    }
  }

  private static Instant end(Instant hour) {
    return hour.plus(1, ChronoUnit.HOURS);
  }

  static Range within(Range range, Instant hour) {
    Instant end = end(hour);
    return new Range(
        range.from().isAfter(hour) ? range.from() : hour,
        range.to().isBefore(end) ? range.to() : end);
  }
}
