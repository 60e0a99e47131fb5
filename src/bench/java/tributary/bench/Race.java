package tributary.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * Laps of several contenders, taken in turns, each in a process of its own: after the events that
 * warm it up, the time and the processor time until so many more are done.
 */
final class Race {
  private static final long LONGEST_NANOS = 600_000_000_000L;

  /** One lap of one contender. */
  record Lap(
      double events,
      double seconds,
      double cpuSeconds,
      double serverCpuSeconds,
      long peakMegabytes) {
    double perSecond() {
      return events / seconds;
    }

    double serverCpuPerMillion() {
      return serverCpuSeconds / events * 1e6;
    }

    double perCpuSecond() {
      return events / Math.max(0.01, cpuSeconds);
    }
  }

  /** A contender that runs; {@code done} counts its events, from 0 on. */
  record Running(BenchProcess process, LongSupplier done, AutoCloseable after) {}

  /** Starts a contender for the round with this number. */
  interface Start {
    Running start(int round) throws Exception;
  }

  record Contender(String name, int warmUp, int events, Start start) {}

  private Race() {}

  /**
   * @param servers processor time that the servers have used so far
   */
  static Map<String, List<Lap>> run(
      String stage, int rounds, DoubleSupplier servers, List<Contender> contenders)
      throws Exception {
    Map<String, List<Lap>> laps = new LinkedHashMap<>();
    for (int round = 1; round <= rounds; round++) {
      for (Contender contender : contenders) {
        Lap lap = lap(contender, round, servers);
        laps.computeIfAbsent(contender.name(), name -> new ArrayList<>()).add(lap);
        Bench.say(
            "%s, round %d, %s: %,.0f events/s, %,.0f per CPU second, servers %.0f CPU s a million, %d MB"
                .formatted(
                    stage,
                    round,
                    contender.name(),
                    lap.perSecond(),
                    lap.perCpuSecond(),
                    lap.serverCpuPerMillion(),
                    lap.peakMegabytes()));
      }
    }
    return laps;
  }

  private static Lap lap(Contender contender, int round, DoubleSupplier servers)
      throws Exception {
    Running running = contender.start().start(round);
    try (AutoCloseable after = running.after();
        BenchProcess process = running.process()) {
      long begin = until(running, contender.warmUp());
      long time = System.nanoTime();
      double cpu = process.cpuSeconds();
      double theirs = servers.getAsDouble();
      long end = until(running, contender.warmUp() + contender.events());
      double seconds = (System.nanoTime() - time) / 1e9;
      return new Lap(
          end - begin,
          seconds,
          process.cpuSeconds() - cpu,
          servers.getAsDouble() - theirs,
          process.peakMegabytes());
    }
  }

  private static long until(Running running, long wanted) {
    long limit = System.nanoTime() + LONGEST_NANOS;
    long done = running.done().getAsLong();
    while (done < wanted) {
      running.process().check();
      if (System.nanoTime() > limit) {
        throw new IllegalStateException("Only " + done + " of " + wanted + " events came through");
      }
      LockSupport.parkNanos(20_000_000);
      done = running.done().getAsLong();
    }
    return done;
  }
}
