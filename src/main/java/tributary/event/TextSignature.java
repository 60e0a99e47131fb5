package tributary.event;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Says of a set of texts that a part cannot occur in any of them, from a few bits in place of the
 * texts: a Bloom filter with one hash of all runs of two, three and four UTF-16 units. Runs of four
 * are what tells words apart: among 300 English changes nearly every run of three occurs somewhere,
 * and a third of all words that do not occur would pass.
 */
public final class TextSignature {
  private static final int SHORTEST = 2;
  private static final int LONGEST = 4;
  private static final int BITS_A_GRAM = 4;
  private static final int SMALLEST = 8;

  private int[] grams = new int[1024];
  private int size;

  /**
   * @param folded as {@link FoldedText} makes it
   */
  public void add(String folded) {
    for (int i = 0; i + SHORTEST <= folded.length(); i++) {
      for (int length = SHORTEST; length <= LONGEST && i + length <= folded.length(); length++) {
        keep(hash(folded, i, length));
      }
    }
  }

  /** The bits: a power of two of bytes. */
  public byte[] bits() {
    int distinct = distinct();
    int bytes = Math.max(SMALLEST, Integer.highestOneBit(Math.max(1, distinct * BITS_A_GRAM / 8)));
    byte[] bits = new byte[bytes < distinct * BITS_A_GRAM / 8 ? bytes * 2 : bytes];
    for (int i = 0; i < size; i++) {
      int bit = grams[i] & (bits.length * 8 - 1);
      bits[bit >> 3] |= (byte) (1 << (bit & 7));
    }
    return bits;
  }

  /** What is looked for when {@code folded}, of two units at least, is searched. */
  public static int[] wanted(String folded) {
    if (folded.length() < SHORTEST) {
      throw new IllegalArgumentException("Nothing is known of parts of one unit");
    }
    int length = Math.min(folded.length(), LONGEST);
    int[] wanted = new int[folded.length() - length + 1];
    for (int i = 0; i < wanted.length; i++) {
      wanted[i] = hash(folded, i, length);
    }
    return wanted;
  }

  /** Whether a text with these bits may contain what is wanted; false is certain. */
  public static boolean mayContain(ByteBuffer bits, int[] wanted) {
    int mask = bits.remaining() * 8 - 1;
    for (int hash : wanted) {
      int bit = hash & mask;
      if ((bits.get(bits.position() + (bit >> 3)) & (1 << (bit & 7))) == 0) {
        return false;
      }
    }
    return true;
  }

  private static int hash(String text, int at, int length) {
    long gram = 0;
    for (int i = 0; i < length; i++) {
      gram = gram << 16 | text.charAt(at + i);
    }
    long mixed = (gram + length) * 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ mixed >>> 32) * 0xD6E8FEB86659FD93L;
    return (int) (mixed >>> 32);
  }

  private void keep(int gram) {
    if (size == grams.length) {
      distinct();
      if (size > grams.length / 2) {
        grams = Arrays.copyOf(grams, grams.length * 2);
      }
    }
    grams[size++] = gram;
  }

  /** Throws repeats away, and says how many are left. */
  private int distinct() {
    Arrays.sort(grams, 0, size);
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (i == 0 || grams[i] != grams[i - 1]) {
        grams[kept++] = grams[i];
      }
    }
    size = kept;
    return kept;
  }
}
