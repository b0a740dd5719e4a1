package lifeboat.controller.wire;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import lifeboat.controller.security.Caller.HostCaller;
import lifeboat.engine.Platform;
import lifeboat.proto.agent.v1.AgentServiceGrpc.AgentServiceImplBase;
import lifeboat.proto.agent.v1.ConnectRequest;
import lifeboat.proto.agent.v1.ConnectResponse;

/** Takes the connections of agents. */
final class AgentEndpoint extends AgentServiceImplBase {

    private final AgentSupport support;
    private final Platform platform;

    AgentEndpoint(AgentSupport support, Platform platform) {
        this.support = support;
        this.platform = platform;
    }

    @Override
    public StreamObserver<ConnectRequest> connect(StreamObserver<ConnectResponse> observer) {
        HostCaller caller = (HostCaller) CallerInterceptor.current().caller();
        return new AgentStream(
                support, caller, (ServerCallStreamObserver<ConnectResponse>) observer, platform);
    }
}
