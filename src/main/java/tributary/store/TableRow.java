package tributary.store;

import com.datastax.oss.driver.api.core.cql.BoundStatement;

/**
 * A row on its way to the store.
 *
 * @param partition equal for rows of the same partition of the same table
 * @param size of its values in bytes, about
 */
record TableRow(Object partition, BoundStatement statement, int size) {}
