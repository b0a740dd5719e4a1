/**
 * The name and labels of every meter, and the address where they are scraped. Knows nothing of the
 * wire.
 */
package lifeboat.controller.metrics;
