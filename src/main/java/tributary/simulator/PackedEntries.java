package tributary.simulator;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * A growing list of records in about an eighth of the memory: blocks of them are compressed as soon
 * as they are full. Made for readers that go forward; not thread-safe.
 */
final class PackedEntries {
  private static final int BLOCK = 256;

  private record Block(byte[] packed, int bytes, int[] lengths, long[] millis) {}

  private final String topic;
  private final List<Block> blocks = new ArrayList<>();
  private List<LogEntry> open = new ArrayList<>();

  /** Of the first block, how many records are dropped already. */
  private int dropped;

  private long blocksDropped;
  private @Nullable List<LogEntry> unpacked;
  private long unpackedBlock = -1;

  PackedEntries(String topic) {
    this.topic = topic;
  }

  void add(LogEntry entry) {
    open.add(entry);
    if (open.size() == BLOCK) {
      blocks.add(packed(open));
      open = new ArrayList<>();
    }
  }

  int size() {
    return blocks.size() * BLOCK + open.size() - dropped;
  }

  /**
   * @param index from the oldest record that is still there
   * @param offset of the oldest record that is still there
   */
  LogEntry at(int index, long offset) {
    int place = index + dropped;
    int block = place / BLOCK;
    if (block == blocks.size()) {
      return open.get(place % BLOCK);
    }
    long wanted = blocksDropped + block;
    List<LogEntry> entries = unpacked;
    if (entries == null || unpackedBlock != wanted) {
      entries = unpacked(blocks.get(block), offset - dropped + (long) block * BLOCK);
      unpacked = entries;
      unpackedBlock = wanted;
    }
    return entries.get(place % BLOCK);
  }

  /** Forgets the oldest. */
  void drop(int count) {
    dropped += count;
    int whole = Math.min(dropped / BLOCK, blocks.size());
    blocks.subList(0, whole).clear();
    blocksDropped += whole;
    dropped -= whole * BLOCK;
  }

  private static Block packed(List<LogEntry> entries) {
    ByteArrayOutputStream all = new ByteArrayOutputStream(entries.size() * 1_400);
    int[] lengths = new int[entries.size()];
    long[] millis = new long[entries.size()];
    for (int i = 0; i < lengths.length; i++) {
      LogEntry entry = entries.get(i);
      all.writeBytes(entry.data());
      lengths[i] = entry.data().length;
      millis[i] = entry.millis();
    }
    Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    try {
      deflater.setInput(all.toByteArray());
      deflater.finish();
      ByteArrayOutputStream packed = new ByteArrayOutputStream(all.size() / 4);
      byte[] piece = new byte[16_384];
      while (!deflater.finished()) {
        packed.write(piece, 0, deflater.deflate(piece));
      }
      return new Block(packed.toByteArray(), all.size(), lengths, millis);
    } finally {
      deflater.end();
    }
  }

  private List<LogEntry> unpacked(Block block, long firstOffset) {
    byte[] all = new byte[block.bytes()];
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(block.packed());
      int filled = 0;
      while (filled < all.length) {
        filled += inflater.inflate(all, filled, all.length - filled);
      }
    } catch (DataFormatException impossible) {
      throw new IllegalStateException("a block that we packed ourselves", impossible);
    } finally {
      inflater.end();
    }
    List<LogEntry> entries = new ArrayList<>(BLOCK);
    int at = 0;
    for (int i = 0; i < block.lengths().length; i++) {
      byte[] data = java.util.Arrays.copyOfRange(all, at, at + block.lengths()[i]);
      entries.add(new LogEntry(topic, firstOffset + i, block.millis()[i], data));
      at += data.length;
    }
    return entries;
  }
}
