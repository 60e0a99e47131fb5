package tributary.simulator;

/** What can be special about a generated change; each happens at a rate of its own, 0 to 1. */
public enum ChangeKind {
  /** Made with the bot flag; most of what happens on Wikidata is. */
  BOT,
  /** By an IP address. */
  ANONYMOUS,
  /** By a temporary account. */
  TEMPORARY,
  /** The user is hidden: the field is absent. */
  HIDDEN_USER,
  /** A page is created. */
  NEW_PAGE,
  /** A log event, of any of the shapes they come in. */
  LOG,
  /** A page joins or leaves a category. */
  CATEGORIZE,
  /** A change on another wiki that concerns this one. */
  EXTERNAL,
  /** Type {@code "142"}: a number as a string. */
  OTHER_TYPE,
  /** On a talk page. */
  TALK,
  /** Two people revert each other on one page. */
  EDIT_WAR,
  /** An edit without lengths, or with only one of them. */
  NO_LENGTH,
  /** An edit that changes no byte. */
  SAME_LENGTH,
  /** Flags and namespace are absent. */
  BARE,
  /** An optional field has another type. */
  RETYPED,
  /** Right-to-left marks, emoji, combining marks, very long. */
  STRANGE_TITLE,
  /** Markup, quotes and formulas in title, user name and comment. */
  HOSTILE_TITLE,
  /** Ids beyond 32 bits. */
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
  /** A change that was sent before, with its rcid, under another {@code meta.id} and time. */
  RECORDED_AGAIN,
  /** A canary on the quiet topic. */
  CANARY,
  /** Not JSON, no object, or a required field is missing, retyped or out of range. */
  MALFORMED
}
