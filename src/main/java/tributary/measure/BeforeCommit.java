package tributary.measure;

import java.util.Map;
import org.apache.kafka.streams.processor.ProcessorContext;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;
import org.jspecify.annotations.Nullable;

/**
 * Calls the counter before each commit, so that what it has counted in memory is in the state
 * before the positions are committed that include it. Kafka Streams tells only caching stores of a
 * commit; this store is nothing but that moment (ADR 0030).
 */
final class BeforeCommit implements StateStore, CachedStateStore<byte[], byte[]> {
  static final String NAME = "before-commit";

  private @Nullable Runnable write;
  private boolean open;

  void call(Runnable writer) {
    write = writer;
  }

  @Override
  public void flushCache() {
    if (write != null) {
      write.run();
    }
  }

  /** A task that is given up has not committed: what it holds in memory is forgotten. */
  @Override
  public void clearCache() {
    write = null;
  }

  @Override
  public boolean setFlushListener(
      CacheFlushListener<byte[], byte[]> listener, boolean sendOldValues) {
    return false;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  @Deprecated
  public void init(ProcessorContext context, StateStore root) {
    throw new UnsupportedOperationException("Kafka Streams calls the other one");
  }

  @Override
  public void init(StateStoreContext context, StateStore root) {
    context.register(
        root,
        (key, value) -> {
          throw new IllegalStateException("Nothing is kept here, so nothing comes back");
        });
    open = true;
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    open = false;
    write = null;
  }

  @Override
  public boolean persistent() {
    return false;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  /** One for each task. */
  static final class Builder implements StoreBuilder<BeforeCommit> {
    @Override
    public StoreBuilder<BeforeCommit> withCachingEnabled() {
      return this;
    }

    @Override
    public StoreBuilder<BeforeCommit> withCachingDisabled() {
      return this;
    }

    @Override
    public StoreBuilder<BeforeCommit> withLoggingEnabled(Map<String, String> config) {
      throw new UnsupportedOperationException("There is nothing to log");
    }

    @Override
    public StoreBuilder<BeforeCommit> withLoggingDisabled() {
      return this;
    }

    @Override
    public BeforeCommit build() {
      return new BeforeCommit();
    }

    @Override
    public Map<String, String> logConfig() {
      return Map.of();
    }

    @Override
    public boolean loggingEnabled() {
      return false;
    }

    @Override
    public String name() {
      return NAME;
    }
  }
}
