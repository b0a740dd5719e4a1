/** Recovery plans: one YAML document each, validated as a whole, versioned. */
package lifeboat.controller.plan;
