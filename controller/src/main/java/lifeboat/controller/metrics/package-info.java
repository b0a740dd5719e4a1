/** The name and labels of every meter. */
package lifeboat.controller.metrics;
