package tributary.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tributary.event.Topics;
import tributary.platform.TopicProvisioner;

/** Every topic has a writer, a reader, and a place for what its reader rejects. */
class TopicsTest {
  static List<String> eventTopics() throws IllegalAccessException {
    List<String> topics = new ArrayList<>();
    for (Field field : Topics.class.getDeclaredFields()) {
      if (Modifier.isPublic(field.getModifiers()) && field.get(null) instanceof String name) {
        if (name.endsWith(".raw") || name.endsWith(".clean")) {
          topics.add(name);
        }
      }
    }
    return topics;
  }

  @ParameterizedTest
  @MethodSource("eventTopics")
  void aTopicIsWrittenAndRead(String topic) {
    assertThat(writers(topic)).as("nobody writes " + topic).isNotEmpty();
    assertThat(RouteFile.routes().filter(route -> reads(route, topic)))
        .as("nobody reads " + topic)
        .isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("eventTopics")
  void aTopicHasADeadLetterTopicThatItsReaderNames(String topic) {
    assertThat(TopicProvisioner.all()).contains(topic, Topics.deadLettersOf(topic));
    assertThat(RouteFile.routes().filter(route -> reads(route, topic)))
        .as("an operator looks in the route that reads " + topic + " for where the rejected go")
        .allMatch(route -> route.file().text().contains(Topics.deadLettersOf(topic)));
  }

  @Test
  void routesNameNoTopicThatIsNotKnown() {
    List<String> known = TopicProvisioner.all();
    assertThat(
            RouteFile.routes()
                .flatMap(route -> Stream.concat(Stream.of(route.from()), route.to().stream()))
                .filter(Route.Endpoint::isTopic)
                .map(Route.Endpoint::name))
        .as("a topic that Topics does not name is never created")
        .isNotEmpty()
        .isSubsetOf(known);
  }

  @Test
  void namesHaveDotsAndHyphensAndNoUnderscores() {
    assertThat(TopicProvisioner.all())
        .as("Kafka's metrics cannot tell a dot from an underscore")
        .allMatch(topic -> topic.matches("[a-z]+(\\.[a-z-]+)+"));
  }

  @Test
  void theLedgerIsWrittenByEveryStageThatCountsAndReadByThePlatform() {
    for (String stage : List.of("clean", "store")) {
      assertThat(Repository.files(Repository.MAIN.resolve(stage), ".java"))
          .as(stage + " counts")
          .anyMatch(file -> Repository.text(file).contains("LedgerEntry"));
    }
    assertThat(TopicProvisioner.all()).contains(Topics.LEDGER);
  }

  private static Stream<Route> writers(String topic) {
    return RouteFile.routes()
        .filter(
            route -> route.to().stream().anyMatch(to -> to.isTopic() && to.name().equals(topic)));
  }

  private static boolean reads(Route route, String topic) {
    return route.from().isTopic() && route.from().name().equals(topic);
  }
}
