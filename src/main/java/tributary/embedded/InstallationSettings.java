package tributary.embedded;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where this installation keeps its data, and whose servers it uses.
 *
 * @param dataDir directory of everything that is kept, logs of the servers included
 * @param kafka {@code embedded}: a broker of our own beside the application; {@code external}: the
 *     one {@code spring.kafka.bootstrap-servers} names
 * @param cassandra {@code embedded}: a node of our own; {@code external}: the ones {@code
 *     spring.cassandra.contact-points} names
 */
@ConfigurationProperties("tributary")
record InstallationSettings(
    @DefaultValue("./data") String dataDir,
    @DefaultValue("embedded") Whose kafka,
    @DefaultValue("embedded") Whose cassandra) {

  InstallationSettings {
    if (dataDir.isBlank()) {
      throw new IllegalArgumentException("tributary.data-dir must name a directory");
    }
  }

  /** Whose server is used. */
  enum Whose {
    EMBEDDED,
    EXTERNAL
  }

  boolean ownKafka() {
    return kafka == Whose.EMBEDDED;
  }

  boolean ownCassandra() {
    return cassandra == Whose.EMBEDDED;
  }

  DataDirectory dataDirectory() {
    return new DataDirectory(Path.of(dataDir).toAbsolutePath().normalize());
  }
}
