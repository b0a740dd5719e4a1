package lifeboat.controller.wire;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.time.Clock;
import lifeboat.controller.security.Caller.HostCaller;
import lifeboat.proto.agent.v1.AgentServiceGrpc.AgentServiceImplBase;
import lifeboat.proto.agent.v1.ConnectRequest;
import lifeboat.proto.agent.v1.ConnectResponse;

/** Takes the connections of agents. */
final class AgentEndpoint extends AgentServiceImplBase {

    private final AgentSupport support;
    private final Clock clock;

    AgentEndpoint(AgentSupport support, Clock clock) {
        this.support = support;
        this.clock = clock;
    }

    @Override
    public StreamObserver<ConnectRequest> connect(StreamObserver<ConnectResponse> observer) {
        HostCaller caller = (HostCaller) CallerInterceptor.current().caller();
        return new AgentStream(
                support, caller, (ServerCallStreamObserver<ConnectResponse>) observer, clock);
    }
}
