package lifeboat.controller.security;

import lifeboat.controller.security.Caller.Anonymous;
import lifeboat.controller.security.Caller.HostCaller;
import lifeboat.controller.security.Caller.OperatorCaller;

/** Whom a call is open to. */
public enum Access {
    /** Callers without a certificate too. */
    ANYBODY,
    /** Agents, and operators of any role: who has a certificate that is good. */
    KNOWN,
    /** Agents. */
    HOST,
    /** Operators of any role. */
    VIEWER,
    /** Operators and admins. */
    OPERATOR,
    /** Admins. */
    ADMIN;

    boolean admits(Caller caller) {
        return switch (this) {
            case ANYBODY -> true;
            case KNOWN -> !(caller instanceof Anonymous);
            case HOST -> caller instanceof HostCaller;
            case VIEWER -> atLeast(OperatorRole.VIEWER, caller);
            case OPERATOR -> atLeast(OperatorRole.OPERATOR, caller);
            case ADMIN -> atLeast(OperatorRole.ADMIN, caller);
        };
    }

    private static boolean atLeast(OperatorRole needed, Caller caller) {
        return switch (caller) {
            case OperatorCaller operator -> operator.role().compareTo(needed) >= 0;
            case HostCaller _, Anonymous _ -> false;
        };
    }
}
