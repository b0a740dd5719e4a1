package lifeboat.controller.wire;

import lifeboat.controller.catalog.CatalogWatch;
import lifeboat.controller.fleet.HostStore;
import lifeboat.controller.operation.OperationRunner;
import lifeboat.controller.security.Enrollment;

/**
 * What the streams of agents need of the controller.
 *
 * @param version of the controller, for people
 */
record AgentSupport(
        AgentConnections connections,
        OperationRunner operations,
        CatalogWatch watch,
        Enrollment enrollment,
        HostStore hosts,
        Sightings sightings,
        Heartbeats heartbeats,
        Audit audit,
        StatusMapper statuses,
        String version) {}
