/**
 * What is asked of Lifeboat and outlives every process: states, events and commands of operations,
 * the pure deciders over them, and the runner that journals first and sends then.
 */
package lifeboat.controller.operation;
