package tributary.serve;

import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Function;

/** Iterators made of iterators, that ask for nothing before it is needed. */
final class Mapped {
  private Mapped() {}

  static <A, B> Iterator<B> of(Iterator<A> source, Function<A, B> change) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return source.hasNext();
      }

      @Override
      public B next() {
        return change.apply(source.next());
      }
    };
  }

  static <A, B> Iterator<B> flat(Iterator<A> source, Function<A, Iterator<B>> change) {
    return new Iterator<>() {
      private Iterator<B> current = Collections.emptyIterator();

      @Override
      public boolean hasNext() {
        while (!current.hasNext() && source.hasNext()) {
          current = change.apply(source.next());
        }
        return current.hasNext();
      }

      @Override
      public B next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        return current.next();
      }
    };
  }
}
