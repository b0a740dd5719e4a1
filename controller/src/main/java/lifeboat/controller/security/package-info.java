/**
 * Who may do what: the certificate authority, enrolment, roles, sealed secrets, the audit log, the
 * recovery kit.
 */
package lifeboat.controller.security;
