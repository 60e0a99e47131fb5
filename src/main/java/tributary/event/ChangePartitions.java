package tributary.event;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** In which partition of which table a change lies: one answer for those who write and who read. */
public final class ChangePartitions {
  /** Slices of a minute in {@code changes_by_minute}, ten seconds each. */
  public static final int SLICES_A_MINUTE = 6;

  /** Slices of an hour in {@code changes_by_domain_hour}, five minutes each. */
  public static final int SLICES_AN_HOUR = 12;

  /** Groups of users, and of titles, in an hour. */
  public static final int BUCKETS = 64;

  private static final long CHANGES_A_BUCKET = 10_000;
  private static final int BUCKETS_BY_EVENT = 1024;

  private ChangePartitions() {}

  public static Instant minute(Instant at) {
    return at.truncatedTo(ChronoUnit.MINUTES);
  }

  /** Of the minute. */
  public static byte sliceOfMinute(Instant at) {
    return (byte) (Math.floorMod(at.getEpochSecond(), 60) / (60 / SLICES_A_MINUTE));
  }

  /** First instant of a slice of a minute. */
  public static Instant startOfSlice(Instant minute, int slice) {
    return minute.plusSeconds((long) slice * (60 / SLICES_A_MINUTE));
  }

  /** Of the hour. */
  public static byte sliceOfHour(Instant at) {
    return (byte) (Math.floorMod(at.getEpochSecond(), 3600) / (3600 / SLICES_AN_HOUR));
  }

  public static LocalDate day(Instant at) {
    return LocalDate.ofInstant(at, ZoneOffset.UTC);
  }

  /** Of a user's name or a title; the hash of a String is the same in every Java. */
  public static byte bucket(String text) {
    return (byte) ((text.hashCode() * 0x9E3779B1) >>> 26);
  }

  /** Of {@code changes_by_id}. */
  public static long bucketOfIdentity(Change change) {
    if (change.rcid() != null) {
      return change.rcid() / CHANGES_A_BUCKET;
    }
    return change.revId() != null
        ? -1 - change.revId() / CHANGES_A_BUCKET
        : Long.MIN_VALUE + Math.floorMod(change.eventId().hashCode(), BUCKETS_BY_EVENT);
  }
}
