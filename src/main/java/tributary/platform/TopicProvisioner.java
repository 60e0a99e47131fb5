package tributary.platform;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import tributary.event.Topics;

/**
 * Creates the topics that are missing, at start and whenever one disappears, and says so. One that
 * has fewer partitions than configured is reported and left as it is.
 */
@Component
public class TopicProvisioner implements DisposableBean {
  private static final Logger LOG = LoggerFactory.getLogger(TopicProvisioner.class);

  private final KafkaClients clients;
  private final TopicSettings settings;
  private final ServersReady servers;
  private final CompletableFuture<Void> ready = new CompletableFuture<>();
  private final Thread thread;
  private volatile Set<String> missing = Set.of();
  private volatile @Nullable String fault;

  TopicProvisioner(KafkaClients clients, TopicSettings settings, ServersReady servers) {
    this.clients = clients;
    this.settings = settings;
    this.servers = servers;
    this.thread = new Thread(this::watch, "topic-provisioner");
    thread.setDaemon(true);
    thread.start();
  }

  /** Waits until every topic was there once. */
  public void awaitReady() {
    ready.join();
  }

  public boolean isReady() {
    return ready.isDone();
  }

  /** Topics that are gone at this moment, without prefix. */
  public Set<String> missing() {
    return missing;
  }

  /** What is wrong with the brokers or the topics, in one sentence; null when all is well. */
  public @Nullable String fault() {
    return fault;
  }

  /** Every topic of the program, without prefix. */
  public static List<String> all() {
    List<String> all = new ArrayList<>();
    for (String feed : Topics.wikimediaFeeds()) {
      for (String topic : List.of(Topics.rawOf(feed), Topics.cleanOf(feed))) {
        all.add(topic);
        all.add(Topics.deadLettersOf(topic));
      }
    }
    all.add(Topics.RECENTCHANGE_MINUTES);
    all.add(Topics.deadLettersOf(Topics.RECENTCHANGE_MINUTES));
    all.add(Topics.LEDGER);
    return all;
  }

  private void watch() {
    try {
      servers.kafkaReady().join();
      try (Admin admin = Admin.create(clients.admin())) {
        while (!Thread.currentThread().isInterrupted()) {
          check(admin);
          Pauses.sleep(isReady() ? settings.topicCheck() : Duration.ofSeconds(1));
        }
      }
    } catch (RuntimeException e) {
      LOG.debug("The watch over the topics ends", e);
    }
  }

  private void check(Admin admin) {
    try {
      Set<String> existing = admin.listTopics().names().get();
      Set<String> gone = new TreeSet<>();
      for (String topic : all()) {
        if (!existing.contains(settings.prefixed(topic))) {
          gone.add(topic);
        }
      }
      missing = gone;
      fault = gone.isEmpty() ? fewerPartitions(admin) : "Topics are missing: " + gone;
      if (!gone.isEmpty()) {
        create(admin, gone);
        missing = Set.of();
      }
      ready.complete(null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      String problem = "Kafka does not answer: " + e.getCause();
      if (!problem.equals(fault)) {
        LOG.atWarn().log(problem);
      }
      fault = problem;
    }
  }

  private void create(Admin admin, Set<String> gone) throws InterruptedException {
    for (String topic : gone) {
      try {
        admin.createTopics(List.of(describe(topic))).all().get();
        if (isReady()) {
          LOG.atError()
              .addKeyValue("topic", settings.prefixed(topic))
              .log("A topic was deleted and is made again; records it still held are lost");
        } else {
          LOG.atInfo().addKeyValue("topic", settings.prefixed(topic)).log("Topic created");
        }
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof TopicExistsException)) {
          throw new IllegalStateException("Topic " + topic + " cannot be created", e.getCause());
        }
      }
    }
  }

  private @Nullable String fewerPartitions(Admin admin)
      throws InterruptedException, ExecutionException {
    List<String> fewer = new ArrayList<>();
    List<String> names = all().stream().map(settings::prefixed).toList();
    for (TopicDescription topic : admin.describeTopics(names).allTopicNames().get().values()) {
      int wanted = describe(settings.plain(topic.name())).numPartitions();
      if (topic.partitions().size() < wanted) {
        fewer.add(topic.name() + " has " + topic.partitions().size() + " of " + wanted);
      }
    }
    if (fewer.isEmpty()) {
      return null;
    }
    String message = "Topics with fewer partitions than configured: " + fewer;
    if (!message.equals(fault)) {
      LOG.warn(message);
    }
    return message;
  }

  private NewTopic describe(String topic) {
    TopicSettings.@Nullable Exception own = settings.topics().get(topic);
    boolean raw = topic.endsWith(".raw");
    boolean clean = topic.endsWith(".clean");
    boolean minutes = topic.equals(Topics.RECENTCHANGE_MINUTES);
    int partitions =
        own != null && own.partitions() != null
            ? own.partitions()
            : raw ? settings.rawPartitions() : clean || minutes ? settings.cleanPartitions() : 1;
    short replicas =
        own != null && own.replicationFactor() != null
            ? own.replicationFactor()
            : settings.replicationFactor();
    Duration retention =
        own != null && own.retention() != null
            ? own.retention()
            : raw
                ? settings.rawRetention()
                : clean || minutes ? settings.cleanRetention() : settings.deadLetterRetention();
    Map<String, String> config = new HashMap<>();
    config.put("max.message.bytes", String.valueOf(settings.maxRecordSize()));
    if (topic.equals(Topics.LEDGER)) {
      config.put("cleanup.policy", "compact");
      config.put("segment.bytes", "16777216");
      config.put("min.cleanable.dirty.ratio", "0.1");
    } else {
      config.put("retention.ms", String.valueOf(retention.toMillis()));
      // event times decide what is old, and a source may give history: keep by writing time
      config.put("message.timestamp.type", "LogAppendTime");
    }
    if (minutes) {
      // a minute is written again and again; the newest form is enough
      config.put("cleanup.policy", "compact,delete");
      config.put("segment.bytes", "16777216");
    }
    return new NewTopic(settings.prefixed(topic), partitions, replicas).configs(config);
  }

  @Override
  public void destroy() {
    thread.interrupt();
  }
}
