package tributary.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.ProcessorContext;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** A state store without Kafka Streams around it. */
final class PlainStore implements KeyValueStore<byte[], byte[]> {
  private final TreeMap<Bytes, byte[]> entries = new TreeMap<>();
  private final TreeMap<Bytes, byte[]> committed = new TreeMap<>();

  /** What is here now is what a crash leaves. */
  void commit() {
    committed.clear();
    committed.putAll(entries);
  }

  /** Crashes. */
  void rollBack() {
    entries.clear();
    entries.putAll(committed);
  }

  @Override
  public void put(byte[] key, byte[] value) {
    entries.put(Bytes.wrap(key), value);
  }

  @Override
  public byte[] putIfAbsent(byte[] key, byte[] value) {
    return entries.putIfAbsent(Bytes.wrap(key), value);
  }

  @Override
  public void putAll(List<KeyValue<byte[], byte[]>> all) {
    all.forEach(entry -> put(entry.key, entry.value));
  }

  @Override
  public byte[] delete(byte[] key) {
    return entries.remove(Bytes.wrap(key));
  }

  @Override
  public byte[] get(byte[] key) {
    return entries.get(Bytes.wrap(key));
  }

  @Override
  public KeyValueIterator<byte[], byte[]> range(byte[] from, byte[] to) {
    return iterate(entries.subMap(Bytes.wrap(from), true, Bytes.wrap(to), true));
  }

  @Override
  public KeyValueIterator<byte[], byte[]> all() {
    return iterate(entries);
  }

  private static KeyValueIterator<byte[], byte[]> iterate(Map<Bytes, byte[]> entries) {
    List<KeyValue<byte[], byte[]>> copy = new ArrayList<>();
    entries.forEach((key, value) -> copy.add(KeyValue.pair(key.get(), value)));
    return new KeyValueIterator<>() {
      private int next;

      @Override
      public void close() {}

      @Override
      public byte[] peekNextKey() {
        return copy.get(next).key;
      }

      @Override
      public boolean hasNext() {
        return next < copy.size();
      }

      @Override
      public KeyValue<byte[], byte[]> next() {
        return copy.get(next++);
      }
    };
  }

  @Override
  public long approximateNumEntries() {
    return entries.size();
  }

  @Override
  public String name() {
    return "plain";
  }

  @Override
  @Deprecated
  public void init(ProcessorContext context, StateStore root) {}

  @Override
  public void flush() {}

  @Override
  public void close() {}

  @Override
  public boolean persistent() {
    return false;
  }

  @Override
  public boolean isOpen() {
    return true;
  }
}
