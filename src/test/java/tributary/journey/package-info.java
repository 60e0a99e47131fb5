/** The whole program from the source's socket to the answers over HTTP, against a recount. */
package tributary.journey;
