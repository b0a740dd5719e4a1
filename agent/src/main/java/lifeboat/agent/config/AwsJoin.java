package lifeboat.agent.config;

import java.net.URI;

/**
 * That the host proves who it is by its AWS role.
 *
 * @param caSha256 of the controller's CA, 64 hexadecimal digits: what a join token would say
 * @param region whose STS vouches for it
 * @param endpoint of that STS
 */
public record AwsJoin(String caSha256, String region, URI endpoint) {}
