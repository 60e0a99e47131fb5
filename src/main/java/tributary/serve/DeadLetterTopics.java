package tributary.serve;

import java.util.List;
import org.springframework.stereotype.Component;
import tributary.event.Topics;
import tributary.platform.TopicProvisioner;

/** The topics that have dead letters, by the name of the source topic. */
@Component
class DeadLetterTopics {
  private final List<String> sources =
      TopicProvisioner.all().stream()
          .filter(Topics::isDeadLetters)
          .map(Topics::sourceOf)
          .sorted()
          .toList();

  List<String> sources() {
    return sources;
  }

  /**
   * @throws Refusal 400 when {@code topic} is no source topic
   */
  String known(String topic) {
    if (!sources.contains(topic)) {
      throw Refusal.parameter(
          "topic",
          "There is no such source topic: " + ApiRequest.shown(topic),
          "one of " + String.join(", ", sources));
    }
    return topic;
  }

  /** The consumer group whose positions say what was replayed of a source topic. */
  static String replayGroup(String source) {
    return "tributary-replay-" + source;
  }
}
