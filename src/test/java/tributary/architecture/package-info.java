/**
 * The rules of the house, each with its reason. They read classes, routes, CQL and documents as
 * they are in the repository, so that a rule cannot be kept in one place and broken in another.
 */
package tributary.architecture;
