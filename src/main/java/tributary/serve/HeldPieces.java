package tributary.serve;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Parts of summaries that cannot change any more under the version they are held by. */
@Component
class HeldPieces {
  /** A name in a map takes more room than its bytes in a column. */
  private static final int IN_MEMORY = 8;

  private static final int LEAST = 256;

  private final Held<Key, Piece> held;
  private final MetricSettings settings;

  HeldPieces(MetricSettings settings) {
    this.settings = settings;
    this.held = new Held<>(settings.heldSummaries().toBytes());
  }

  private record Key(Stretch stretch, MeasuredPart part) {}

  /** All these parts; null when one of them is not held. */
  @Nullable Piece get(Stretch stretch, Set<MeasuredPart> parts) {
    List<Piece> found = new ArrayList<>();
    for (MeasuredPart part : parts) {
      Piece piece = held.get(new Key(stretch, part));
      if (piece == null) {
        return null;
      }
      found.add(piece);
    }
    return Piece.sum(found, parts, settings.limits());
  }

  /**
   * @param piece has this part only
   * @param bytes of its stored form, about
   */
  void put(Stretch stretch, MeasuredPart part, Piece piece, long bytes) {
    held.put(new Key(stretch, part), piece, LEAST + IN_MEMORY * bytes);
  }

  long weight() {
    return held.weight();
  }
}
