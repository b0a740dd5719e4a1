/**
 * What many agents cost their controller, what one that waits costs its host, and how soon the
 * programs answer, beside the budgets of the design.
 */
package lifeboat.bench.fleet;
