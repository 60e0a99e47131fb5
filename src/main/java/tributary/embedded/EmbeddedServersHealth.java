package tributary.embedded;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/** DOWN while one of our servers is not ready; says which, and how often each was started again. */
final class EmbeddedServersHealth implements HealthIndicator {
  private final @Nullable EmbeddedServers servers;

  EmbeddedServersHealth(@Nullable EmbeddedServers servers) {
    this.servers = servers;
  }

  @Override
  public Health health() {
    if (servers == null) {
      return Health.up().withDetail("servers", "external").build();
    }
    boolean up =
        servers.all().stream().allMatch(server -> server.state() == ServerProcess.State.READY);
    Health.Builder health = up ? Health.up() : Health.down();
    for (ServerProcess server : servers.all()) {
      health.withDetail(server.server().jvm().name(), detail(server));
    }
    return health.build();
  }

  private static Map<String, Object> detail(ServerProcess server) {
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("state", server.state().name().toLowerCase(Locale.ROOT));
    detail.put("address", Ports.HOST + ":" + server.server().port());
    detail.put("restarts", server.restarts());
    detail.put("log", server.server().jvm().logFile().toString());
    return detail;
  }
}
