/**
 * What is asked of Lifeboat and outlives every process: states, events and commands of operations,
 * the pure decider over them, and the runner that journals first and sends then.
 *
 * <p>An <em>operation</em> is one {@link lifeboat.controller.operation.Work} of one host. Its
 * <em>step</em> is what the host is told to do; an <em>attempt</em> is one try at it, which an
 * agent carries out once however often it is told. A <em>session</em> is one connection of an
 * agent: its messages die with it, and the Hello of the next says what the agent's journal holds.
 * The <em>link</em> is what an operation has of its host at the moment.
 *
 * <p>Knows no message, no SQL, no password: {@code controller.wire} adds a repository's URL, config
 * id and password when a command leaves.
 */
package lifeboat.controller.operation;
