/** gRPC: the services, the agents' streams, and the one mapping of errors to statuses. */
package lifeboat.controller.wire;
