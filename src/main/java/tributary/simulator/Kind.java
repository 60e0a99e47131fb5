package tributary.simulator;

/** What can be special about a generated event; each happens at a rate of its own, 0 to 1. */
public enum Kind {
  /** Made by an account with the bot flag. */
  BOT,
  /** By an IP address, without user id. */
  ANONYMOUS,
  /** By a temporary account. */
  TEMPORARY,
  /** The performer was removed from the event. */
  NO_PERFORMER,
  /** A registered user takes another name, and keeps the id. */
  RENAMED,
  /** By the user of the event before, in the same second on the same wiki. */
  SAME_SECOND,
  /** Right-to-left marks, emoji, combining marks, very long. */
  STRANGE_TITLE,
  /** Markup, quotes and formulas in title, user name and comment. */
  HOSTILE_TITLE,
  /** Page id beyond 32 bits. */
  HUGE_ID,
  /** Kafka and event time lie up to a second before those of the event before. */
  OUT_OF_ORDER,
  /** Event time is minutes to hours before it came in. */
  LATE,
  /** Event time is ten minutes to three hours ahead. */
  FUTURE,
  /** Event time is in 2099. */
  FAR_FUTURE,
  /** An event that was sent before, under its own {@code meta.id}, at another offset. */
  REPEATED,
  /** A page that was created before is created again, under another {@code meta.id}. */
  CREATED_AGAIN,
  /** A canary on the quiet topic. */
  CANARY,
  /** Not JSON, no object, or a required field is missing, retyped or out of range. */
  MALFORMED
}
