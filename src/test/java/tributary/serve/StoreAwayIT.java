package tributary.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tributary.platform.Cassandra;
import tributary.support.Forwarder;
import tributary.support.TestServers;

/** The application starts without the store, says so, and recovers by itself each time. */
@DirtiesContext
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import(ApiServer.StandingClock.class)
class StoreAwayIT {
  private static final Forwarder WAY = new Forwarder(TestServers.contactPoint());
  private static final List<String> NEED_THE_STORE =
      List.of(
          "/api/domains",
          "/api/pages",
          "/api/pages/1",
          "/api/users/1/pages",
          "/api/users/active",
          "/api/domains/x/pages/count",
          "/api/reports/top-users");

  @LocalServerPort private int port;

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) {
    WAY.cut();
    ApiServer.settings(registry, StoreAwayIT.class);
    registry.add("spring.cassandra.contact-points", WAY::address);
    registry.add("tributary.serve.query-timeout", () -> "2s");
  }

  @AfterAll
  static void close() {
    WAY.close();
  }

  @Test
  void says503WithRetryAfterWhileTheStoreIsAwayAndAnswersAgainAfterwards(
      @Autowired Cassandra cassandra) {
    ApiServer api = new ApiServer(port);
    isAway(api);

    WAY.mend();
    ApiServer.connected(cassandra);
    isBack(api);

    WAY.cut();
    isAway(api);

    WAY.mend();
    isBack(api);
  }

  private static void isAway(ApiServer api) {
    for (String path : NEED_THE_STORE) {
      HttpResponse<String> away = api.get(path);
      assertThat(away.statusCode()).as(path + " " + away.body()).isEqualTo(503);
      assertThat(away.headers().firstValue("Retry-After")).hasValue("5");
      assertThat(away.headers().firstValue("Content-Type")).hasValue("application/problem+json");
      assertThat(away.body()).doesNotContain("Exception");
    }
    assertThat(api.get("/api/pipeline").statusCode()).isEqualTo(200);
  }

  private static void isBack(ApiServer api) {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> {
              for (String path : NEED_THE_STORE) {
                assertThat(api.get(path).statusCode())
                    .as(path)
                    .isEqualTo(path.equals("/api/pages/1") ? 404 : 200);
              }
            });
  }
}
