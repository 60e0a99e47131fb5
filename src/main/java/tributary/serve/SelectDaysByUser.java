package tributary.serve;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Iterator;
import org.springframework.stereotype.Component;

/** Reads {@code days_by_user}: the days of a range on which a user created pages, newest first. */
@Component
class SelectDaysByUser {
  private static final String CQL =
      "SELECT day FROM days_by_user WHERE user = ? AND day >= ? AND day <= ?";

  private final Reads reads;

  SelectDaysByUser(Reads reads) {
    this.reads = reads;
  }

  Iterator<LocalDate> days(String user, Range range, Deadline deadline) {
    LocalDate first = LocalDate.ofInstant(range.from(), ZoneOffset.UTC);
    LocalDate last = LocalDate.ofInstant(range.to().minusMillis(1), ZoneOffset.UTC);
    return Mapped.of(
        reads.rows(reads.start(CQL, 1000, user, first, last), deadline),
        row -> java.util.Objects.requireNonNull(row.getLocalDate("day")));
  }
}
