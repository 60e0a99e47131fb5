package tributary.bench;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.data.UdtValue;
import com.datastax.oss.driver.api.core.type.UserDefinedType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * The form that one writes first: one exchange, one synchronous send or {@code cql:} insert, for
 * each event. The same acknowledgements, the same four tables; no index rows.
 */
final class Naive {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Naive() {}

  public static void main(String[] arguments) throws Exception {
    Map<String, String> with = Bench.named(arguments);
    DefaultCamelContext camel = new DefaultCamelContext();
    switch (with.get("stage")) {
      case "ingest" -> ingest(camel, with);
      case "clean" -> clean(camel, with);
      default -> store(camel, with);
    }
    new CountDownLatch(1).await(); // until the lap is over and the process is ended
  }

  private static String send(Map<String, String> with, String topic) {
    return "kafka:%s?brokers=%s&requestRequiredAcks=all&enableIdempotence=true&compressionCodec=lz4"
            .formatted(topic, with.get("kafka"))
        + "&keySerializer=org.apache.kafka.common.serialization.ByteArraySerializer"
        + "&valueSerializer=org.apache.kafka.common.serialization.ByteArraySerializer";
  }

  private static String receive(Map<String, String> with, String topic, String stage) {
    return "kafka:%s?brokers=%s&groupId=%s-%s&autoOffsetReset=earliest&autoCommitIntervalMs=200"
            .formatted(topic, with.get("kafka"), with.get("group"), stage)
        + "&valueDeserializer=org.apache.kafka.common.serialization.ByteArrayDeserializer";
  }

  private static void ingest(DefaultCamelContext camel, Map<String, String> with)
      throws Exception {
    camel.start();
    ProducerTemplate template = camel.createProducerTemplate();
    String to = send(with, with.get("raw"));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(with.get("url")))
            .header("Accept", "text/event-stream")
            .header("User-Agent", "TributaryBench/1 (benchmark on loopback)")
            .build();
    BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.ofInputStream())
                    .body(),
                StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith("data: ")) {
        template.sendBody(to, line.substring(6).getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  private static void clean(DefaultCamelContext camel, Map<String, String> with)
      throws Exception {
    camel.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from(receive(with, with.get("raw"), "clean"))
                .process(Naive::flatten)
                .filter(exchange -> exchange.getMessage().getBody() != null)
                .to(send(with, with.get("clean")));
          }
        });
    camel.start();
  }

  private static void flatten(Exchange exchange) throws Exception {
    ObjectNode flat = Hand.flat(JSON.readTree(exchange.getMessage().getBody(byte[].class)));
    exchange.getMessage().removeHeaders("*");
    exchange.getMessage().setBody(flat == null ? null : JSON.writeValueAsBytes(flat));
  }

  private static void store(DefaultCamelContext camel, Map<String, String> with)
      throws Exception {
    CqlSession session = Servers.connect(with.get("cassandra"));
    session.execute("USE " + with.get("keyspace"));
    UserDefinedType type =
        session
            .getMetadata()
            .getKeyspace(with.get("keyspace"))
            .orElseThrow()
            .getUserDefinedType("page_summary")
            .orElseThrow();
    camel.getRegistry().bind("session", session);
    camel.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from(receive(with, with.get("clean"), "store"))
                .process(exchange -> rows(exchange, type))
                .setBody(exchangeProperty("byId"))
                .to(insert("pages_by_id (page_id, wiki, created_at, event_id, page)", 5))
                .setBody(exchangeProperty("byHour"))
                .to(
                    insert(
                        "pages_by_hour (hour, slice, created_at, wiki, page_id, event_id, page)",
                        7))
                .setBody(exchangeProperty("byDomainHour"))
                .to(
                    insert(
                        "pages_by_domain_hour (domain, hour, created_at, wiki, page_id, event_id, page)",
                        7))
                .split(exchangeProperty("byUserDay"))
                .to(
                    insert(
                        "pages_by_user_day (user, day, created_at, wiki, page_id, event_id, page)",
                        7));
          }
        });
    camel.start();
  }

  private static String insert(String into, int values) {
    return "cql:bean:session?cql=RAW(INSERT INTO %s VALUES (%s))"
        .formatted(into, "?, ".repeat(values - 1) + "?");
  }

  private static void rows(Exchange exchange, UserDefinedType type) throws Exception {
    JsonNode page = JSON.readTree(exchange.getMessage().getBody(byte[].class));
    long id = page.get("page_id").longValue();
    String wiki = page.get("wiki").textValue();
    String event = page.get("event_id").textValue();
    String domain = page.get("domain").textValue();
    Instant at = Instant.parse(page.get("created_at").textValue()).truncatedTo(ChronoUnit.MILLIS);
    Instant hour = at.truncatedTo(ChronoUnit.HOURS);
    LocalDate day = LocalDate.ofInstant(at, ZoneOffset.UTC);
    byte slice = (byte) (at.atOffset(ZoneOffset.UTC).getMinute() / 5);
    UdtValue value = HandStore.value(type, page, at);
    exchange.setProperty("byId", List.of(id, wiki, at, event, value));
    exchange.setProperty("byHour", List.of(hour, slice, at, wiki, id, event, value));
    exchange.setProperty("byDomainHour", List.of(domain, hour, at, wiki, id, event, value));
    exchange.setProperty(
        "byUserDay",
        HandStore.users(page).stream()
            .map(user -> List.<Object>of(user, day, at, wiki, id, event, value))
            .toList());
  }
}
