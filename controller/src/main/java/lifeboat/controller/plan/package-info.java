/**
 * Recovery plans: one YAML document each, validated as a whole, versioned; and when their schedules
 * are due. Knows nothing of what is in a repository, and starts nothing.
 */
package lifeboat.controller.plan;
