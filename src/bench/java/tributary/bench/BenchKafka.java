package tributary.bench;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;

/** Topics and groups of the laps, and how far they are. */
final class BenchKafka implements AutoCloseable {
  private final Admin admin;

  BenchKafka(String bootstrap) {
    this.admin = Admin.create(Map.of("bootstrap.servers", bootstrap));
  }

  void create(String topic, int partitions) throws Exception {
    try {
      admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1))).all().get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
    }
  }

  /** Returns when none of them is there any more. */
  void delete(Collection<String> topics) throws Exception {
    Set<String> there = names();
    List<String> known = topics.stream().filter(there::contains).toList();
    admin.deleteTopics(known).all().get();
    while (names().stream().anyMatch(known::contains)) {
      Thread.onSpinWait();
    }
  }

  Set<String> names() throws Exception {
    return admin.listTopics().names().get();
  }

  Set<String> under(String prefix) throws Exception {
    return names().stream().filter(name -> name.startsWith(prefix)).collect(Collectors.toSet());
  }

  /** Forgets the positions of the groups; their members must have gone. */
  void forget(String... groups) throws Exception {
    for (String group : groups) {
      try {
        admin.deleteConsumerGroups(List.of(group)).all().get();
      } catch (ExecutionException unknown) {
        // it was never there
      }
    }
  }

  /** Records that the topic has had. */
  long written(String topic) {
    try {
      Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
      for (int partition = 0; partition < partitions(topic); partition++) {
        wanted.put(new TopicPartition(topic, partition), OffsetSpec.latest());
      }
      return admin.listOffsets(wanted).all().get().values().stream()
          .mapToLong(end -> end.offset())
          .sum();
    } catch (Exception notYet) {
      return 0;
    }
  }

  private int partitions(String topic) throws Exception {
    return admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic).partitions().size();
  }

  /** Records of the topic that the group has done with for good. */
  long committed(String group, String topic) {
    try {
      long sum = 0;
      for (Map.Entry<TopicPartition, OffsetAndMetadata> position :
          admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().entrySet()) {
        if (position.getKey().topic().equals(topic) && position.getValue() != null) {
          sum += position.getValue().offset();
        }
      }
      return sum;
    } catch (Exception notYet) {
      return 0;
    }
  }

  /** Records of the topic that the group has not done with; markers of transactions are none. */
  long behind(String group, String topic) {
    try {
      Map<TopicPartition, OffsetAndMetadata> positions =
          admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
      Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
      for (int partition = 0; partition < partitions(topic); partition++) {
        wanted.put(new TopicPartition(topic, partition), OffsetSpec.latest());
      }
      long sum = 0;
      for (var end : admin.listOffsets(wanted).all().get().entrySet()) {
        OffsetAndMetadata position = positions.get(end.getKey());
        // behind the last record stands at most the marker of its transaction
        sum += Math.max(0, end.getValue().offset() - 1 - (position == null ? 0 : position.offset()));
      }
      return sum;
    } catch (Exception notYet) {
      return Long.MAX_VALUE;
    }
  }

  @Override
  public void close() {
    admin.close();
  }
}
