package lifeboat.controller.wire;

import io.grpc.stub.StreamObserver;
import java.util.List;
import lifeboat.controller.error.ControllerException;
import lifeboat.controller.error.ControllerException.Kind;
import lifeboat.controller.fleet.HostName;
import lifeboat.controller.security.Enrollment;
import lifeboat.proto.control.v1.GetHostRequest;
import lifeboat.proto.control.v1.GetHostResponse;
import lifeboat.proto.control.v1.HostServiceGrpc.HostServiceImplBase;
import lifeboat.proto.control.v1.ListHostsRequest;
import lifeboat.proto.control.v1.ListHostsResponse;
import lifeboat.proto.control.v1.RemoveHostRequest;
import lifeboat.proto.control.v1.RemoveHostResponse;

/** Shows hosts, and forgets them. */
final class HostEndpoint extends HostServiceImplBase {

    private final Calls calls;
    private final HostDirectory directory;
    private final Enrollment enrollment;
    private final HostExit exit;

    HostEndpoint(Calls calls, HostDirectory directory, Enrollment enrollment, HostExit exit) {
        this.calls = calls;
        this.directory = directory;
        this.enrollment = enrollment;
        this.exit = exit;
    }

    @Override
    public void listHosts(ListHostsRequest request, StreamObserver<ListHostsResponse> observer) {
        calls.answer(
                observer, _ -> ListHostsResponse.newBuilder().addAllHosts(directory.all()).build());
    }

    @Override
    public void getHost(GetHostRequest request, StreamObserver<GetHostResponse> observer) {
        calls.answer(
                observer,
                _ ->
                        GetHostResponse.newBuilder()
                                .setHost(directory.get(request.getName()))
                                .build());
    }

    @Override
    public void removeHost(RemoveHostRequest request, StreamObserver<RemoveHostResponse> observer) {
        calls.change(
                observer,
                "host " + request.getName(),
                request.getReason(),
                _ -> {
                    HostName name = WorkOrders.hostName(request.getName());
                    requireUnused(name);
                    if (!enrollment.remove(name, request.getReason())) {
                        throw HostDirectory.unknown(request.getName());
                    }
                    exit.of(name, "the host was removed");
                    return RemoveHostResponse.getDefaultInstance();
                });
    }

    private void requireUnused(HostName name) {
        List<String> plans = directory.plansOf(name);
        if (!plans.isEmpty()) {
            throw new ControllerException(
                    Kind.ACT_FIRST,
                    "HOST_IN_USE",
                    "host " + name + " carries " + String.join(", ", plans),
                    "delete the plan, or apply it with another host; to replace the machine:"
                            + " lifeboat token create --replace");
        }
    }
}
