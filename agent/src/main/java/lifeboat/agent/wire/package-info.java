/**
 * The link to the controller: the only package that knows its messages.
 *
 * <p>{@link lifeboat.agent.wire.Enrolment} gets the host its certificate and a newer one, {@link
 * lifeboat.agent.wire.Link} keeps a stream open, {@code Session} is one such stream. Nothing is
 * queued for a controller that is away: of state and progress only the newest is told, and results
 * stay in the journal until they are acknowledged.
 */
package lifeboat.agent.wire;
