package tributary.simulator;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The simulation of the demo profile.
 *
 * @param port on loopback; 0 for a free one
 * @param seed of everything that happens; another seed is another world
 * @param history how far back the simulated past reaches when the demo starts
 * @param pagesPerHour events in each hour, past and live
 * @param changesPerSecond mean of the recent changes, past and live; 0 for none
 * @param connectionLife after which every connection is cut, as the real edge does it
 */
@ConfigurationProperties("tributary.simulator")
record DemoSettings(
    @DefaultValue("0") int port,
    @DefaultValue("2026") long seed,
    @DefaultValue("8h") Duration history,
    @DefaultValue("4500") int pagesPerHour,
    @DefaultValue("5") int changesPerSecond,
    @DefaultValue("15m") Duration connectionLife) {

  DemoSettings {
    demand(port >= 0 && port <= 65_535, "port", "0 to 65535", port);
    demand(
        !history.isNegative() && history.compareTo(Duration.ofDays(7)) <= 0,
        "history",
        "0s to 7d",
        history);
    demand(
        changesPerSecond >= 0 && changesPerSecond <= 100,
        "changes-per-second",
        "0 to 100",
        changesPerSecond);
    demand(
        pagesPerHour >= 2 && pagesPerHour <= 10_000, "pages-per-hour", "2 to 10000", pagesPerHour);
    demand(
        connectionLife.compareTo(Duration.ZERO) > 0,
        "connection-life",
        "longer than nothing",
        connectionLife);
  }

  private static void demand(boolean right, String name, String wanted, Object found) {
    if (!right) {
      throw new IllegalArgumentException(
          "tributary.simulator." + name + " must be " + wanted + ", was " + found);
    }
  }
}
