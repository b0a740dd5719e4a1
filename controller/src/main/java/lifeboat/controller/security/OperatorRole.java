package lifeboat.controller.security;

/** What an operator may do; each may all that those before it may. */
public enum OperatorRole {
    /** Look. */
    VIEWER,
    /** Start and stop operations. */
    OPERATOR,
    /** Change plans, hosts and rights, and take keys away. */
    ADMIN
}
