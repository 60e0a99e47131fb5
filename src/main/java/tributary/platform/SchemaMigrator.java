package tributary.platform;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/**
 * Applies the files of {@code cql/} in the order of their names. A file that was applied with the
 * same text and settings is skipped; each is safe to run again. Instances that start together take
 * turns by a lock row, because concurrent schema changes are what Cassandra handles worst.
 */
@Component
class SchemaMigrator {
  private static final Logger LOG = LoggerFactory.getLogger(SchemaMigrator.class);
  private static final Duration SLOW = Duration.ofSeconds(60);
  private static final Duration LOCK_LIFE = Duration.ofSeconds(120);

  private final StoreSettings settings;
  private final Clock clock;

  SchemaMigrator(StoreSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  void migrate(CqlSession session) {
    Resource[] files = files();
    String keyspace = settings.keyspace();
    apply(session, files[0]);
    session.execute(
        slow(
            "CREATE TABLE IF NOT EXISTS "
                + keyspace
                + ".schema_files (file text PRIMARY KEY, digest text, applied_at timestamp)"
                + " WITH comment = 'Which files of cql/ were applied, and with what text?'"));
    session.execute(
        slow(
            "CREATE TABLE IF NOT EXISTS "
                + keyspace
                + ".schema_lock (name text PRIMARY KEY, owner uuid)"
                + " WITH comment = 'Which instance is changing the schema now?'"));
    if (pending(session, files).isEmpty()) {
      return;
    }
    UUID owner = UUID.randomUUID();
    lock(session, owner);
    try {
      for (Resource file : pending(session, files)) {
        apply(session, file);
        session.execute(
            SimpleStatement.newInstance(
                "INSERT INTO "
                    + keyspace
                    + ".schema_files (file, digest, applied_at) VALUES (?, ?, ?)",
                file.getFilename(),
                digest(file),
                clock.instant()));
        LOG.atInfo().addKeyValue("file", file.getFilename()).log("Schema file applied");
      }
    } finally {
      session.execute(
          SimpleStatement.newInstance(
              "DELETE FROM " + keyspace + ".schema_lock WHERE name = 'migration' IF owner = ?",
              owner));
    }
  }

  private List<Resource> pending(CqlSession session, Resource[] files) {
    return Arrays.stream(files).skip(1).filter(file -> !applied(session, file)).toList();
  }

  private boolean applied(CqlSession session, Resource file) {
    Row row =
        session
            .execute(
                SimpleStatement.newInstance(
                    "SELECT digest FROM " + settings.keyspace() + ".schema_files WHERE file = ?",
                    file.getFilename()))
            .one();
    return row != null && digest(file).equals(row.getString("digest"));
  }

  private void lock(CqlSession session, UUID owner) {
    String insert =
        "INSERT INTO "
            + settings.keyspace()
            + ".schema_lock (name, owner) VALUES ('migration', ?) IF NOT EXISTS USING TTL "
            + LOCK_LIFE.toSeconds();
    while (!tryLock(session, insert, owner)) {
      LOG.info("Another instance is changing the schema; waiting for it");
      Pauses.sleep(Duration.ofMillis(500));
    }
  }

  /** An attempt that timed out may have succeeded all the same: then the row is ours. */
  private static boolean tryLock(CqlSession session, String insert, UUID owner) {
    ResultSet result = session.execute(slow(insert).setPositionalValues(List.of(owner)));
    if (result.wasApplied()) {
      return true;
    }
    Row row = result.one();
    return row != null && owner.equals(row.getUuid("owner"));
  }

  private void apply(CqlSession session, Resource file) {
    for (String statement : CqlScript.statements(text(file), values())) {
      session.execute(slow(statement));
    }
  }

  private Map<String, String> values() {
    return Map.of(
        "keyspace", settings.keyspace(),
        "replication", settings.replication(),
        "page-ttl", String.valueOf(settings.pageRetention().toSeconds()),
        "change-ttl", String.valueOf(settings.changeRetention().toSeconds()),
        "report-ttl", String.valueOf(settings.reportRetention().toSeconds()),
        "quarantine-ttl", String.valueOf(settings.quarantineRetention().toSeconds()));
  }

  private String digest(Resource file) {
    try {
      String filled = String.join(";", CqlScript.statements(text(file), values()));
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(filled.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static SimpleStatement slow(String cql) {
    return SimpleStatement.newInstance(cql).setTimeout(SLOW);
  }

  private static Resource[] files() {
    try {
      Resource[] files =
          new PathMatchingResourcePatternResolver().getResources("classpath:cql/*.cql");
      Arrays.sort(files, Comparator.comparing(file -> Objects.requireNonNull(file.getFilename())));
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Resource file) {
    try {
      return file.getContentAsString(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
