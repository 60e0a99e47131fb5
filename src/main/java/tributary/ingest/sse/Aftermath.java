package tributary.ingest.sse;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tributary.ingest.sse.SseSession.Outcome;
import tributary.platform.FeedStatus;
import tributary.platform.FeedStatus.Connection;

/**
 * What follows from the way an exchange with the source ended: how long to wait, whether the saved
 * position is of use, and what people are told. For the connection's thread only.
 */
final class Aftermath {
  private static final Logger LOG = LoggerFactory.getLogger(Aftermath.class);

  /** A connection that lived so long was a good one, whatever ended it. */
  private static final Duration LONG_LIVED = Duration.ofSeconds(10);

  private final BackOff backOff;
  private final FeedStatus status;
  private final Clock clock;
  private boolean positionRefused;
  private int standstills;

  Aftermath(BackOff backOff, FeedStatus status, Clock clock) {
    this.backOff = backOff;
    this.status = status;
    this.clock = clock;
  }

  /** Whether the server did not take the saved position, and nothing has come since. */
  boolean isPositionRefused() {
    return positionRefused;
  }

  /** How many connections in a row have ended soon, having brought repeats only. */
  int standstills() {
    return standstills;
  }

  void eventsCame() {
    positionRefused = false;
  }

  void opened(List<SseConsumer> members, StartPosition start) {
    LOG.atInfo().addKeyValue("feed", names(members)).log("Connected, reading {}", describe(start));
    report(
        members,
        Connection.CONNECTED,
        positionRefused
            ? "the server refused the saved position; reading " + describe(start)
            : null);
  }

  /** Returns how long to wait before the next exchange. */
  Duration of(List<SseConsumer> members, Outcome outcome, StartPosition start) {
    if (outcome instanceof Outcome.Ended ended) {
      return ofEnd(members, ended);
    }
    if (outcome instanceof Outcome.Refused refused) {
      return ofRefusal(members, refused, start);
    }
    if (outcome instanceof Outcome.NotStored notStored) {
      LOG.atWarn()
          .addKeyValue("feed", names(members))
          .setCause(notStored.cause())
          .log("An event was not stored; reading again from the last one that is");
      return waiting(members, "an event could not be stored in Kafka", backOff.next());
    }
    return warned(members, ((Outcome.Unreachable) outcome).why(), backOff.next());
  }

  /** Something went wrong that is no matter of the source, such as Kafka not answering. */
  Duration ofFault(List<SseConsumer> members, RuntimeException problem) {
    LOG.atWarn()
        .addKeyValue("feed", names(members))
        .setCause(problem)
        .log("The connection could not be prepared; trying again");
    return waiting(members, String.valueOf(problem.getMessage()), backOff.next());
  }

  void report(List<SseConsumer> members, Connection connection, @Nullable String message) {
    members.forEach(
        member -> status.connection(member.stream(), connection, clock.instant(), message));
  }

  private Duration ofEnd(List<SseConsumer> members, Outcome.Ended ended) {
    LOG.atInfo().addKeyValue("feed", names(members)).log("Disconnected: {}", ended.why());
    if (ended.news() > 0 || ended.lived().compareTo(LONG_LIVED) >= 0) {
      backOff.reset();
      standstills = 0;
      return Duration.ZERO;
    }
    standstills += ended.events() > 0 ? 1 : 0;
    return waiting(members, ended.why(), backOff.next());
  }

  private Duration ofRefusal(
      List<SseConsumer> members, Outcome.Refused refused, StartPosition start) {
    boolean ofPosition = refused.status() == 400 || refused.status() == 404;
    if (ofPosition && start instanceof StartPosition.After && !positionRefused) {
      positionRefused = true;
      LOG.atWarn()
          .addKeyValue("feed", names(members))
          .log("The server refuses the saved position ({}); reading by time", refused.why());
      return waiting(
          members, "the server refused the saved position: " + refused.why(), Duration.ZERO);
    }
    Duration wait = backOff.next();
    Duration asked = refused.retryAfter();
    return warned(members, refused.why(), asked != null && !asked.isZero() ? asked : wait);
  }

  private Duration warned(List<SseConsumer> members, String why, Duration wait) {
    LOG.atWarn()
        .addKeyValue("feed", names(members))
        .log("No stream: {}; next attempt in {} ms", why, wait.toMillis());
    return waiting(members, why, wait);
  }

  private Duration waiting(List<SseConsumer> members, String why, Duration wait) {
    report(members, Connection.WAITING, why + "; next attempt in " + wait.toMillis() + " ms");
    return wait;
  }

  private static String describe(StartPosition start) {
    if (start instanceof StartPosition.After) {
      return "from the saved position";
    }
    return start instanceof StartPosition.Since since
        ? "everything since " + since.instant()
        : "what comes from now on";
  }

  private static String names(List<SseConsumer> members) {
    return members.stream().map(SseConsumer::stream).collect(Collectors.joining(","));
  }
}
