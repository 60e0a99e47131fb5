/** Writes clean events into the tables; decides what the rows look like. */
@NullMarked
package tributary.store;

import org.jspecify.annotations.NullMarked;
