package tributary.ingest.sse;

/** Decides which of several instances has the connection. */
public interface Lease {
  /** Whoever wants the lease. The calls come one at a time. */
  interface Holder {
    /** It is ours. */
    void gained();

    /** It is somebody else's now; returns when nothing of ours is under way any more. */
    void lost();
  }

  /** Begins to ask for the lease. */
  void request(Holder holder);

  /** Gives the lease back, or stops asking. */
  void release();

  /** False while we may have lost it without having been told: this process was asleep. */
  boolean isCertain();

  /** For an instance that is alone. */
  static Lease alone() {
    return new Lease() {
      @Override
      public void request(Holder holder) {
        holder.gained();
      }

      @Override
      public void release() {}

      @Override
      public boolean isCertain() {
        return true;
      }
    };
  }
}
