package lifeboat.cli.command;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import lifeboat.cli.output.Times;
import lifeboat.cli.output.Words;
import lifeboat.cli.wire.CallFailure;
import lifeboat.cli.wire.Controller;
import lifeboat.cli.wire.Identity;
import lifeboat.cli.wire.Target;
import lifeboat.proto.control.v1.GetStatusResponse;
import lifeboat.proto.control.v1.Host;
import lifeboat.proto.control.v1.SavedState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "doctor",
        header = "Looks at everything between you and a restore.",
        description =
                "Your certificate, the way to the controller, clocks, versions, the recovery kit, "
                        + "the saved state, every host, and each plan with the worst that is wrong with it. Changes nothing.",
        footer = {"", "Example:", "  lifeboat doctor"})
final class DoctorCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    private static final Duration CERTIFICATE_SHORT = Duration.ofDays(14);
    private static final Duration CLOCK_OFF = Duration.ofSeconds(5);
    private static final Duration KIT_OLD = Duration.ofDays(90);

    private final Diagnosis diagnosis = new Diagnosis();

    @Mixin private OutputOptions output = new OutputOptions();
    @Mixin private ConnectionOptions connection = new ConnectionOptions();

    DoctorCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        Target target = connection.target(surroundings);
        examine(target.identity());
        ExitCode exitCode = ExitCode.DONE;
        try (Controller controller = surroundings.connector().connect(target)) {
            Instant asked = surroundings.clock().instant();
            GetStatusResponse status = controller.status();
            Duration took = Duration.between(asked, surroundings.clock().instant());
            diagnosis.ok(
                    "controller",
                    "%s answers, in %d ms".formatted(controller.address(), took.toMillis()));
            examine(status, asked.plus(took.dividedBy(2)));
        } catch (CallFailure e) {
            exitCode = ExitCode.of(e);
            diagnosis.problem("controller", e.getMessage(), advice(e));
        }
        output.presenter(surroundings)
                .show(diagnosis.document(), diagnosis.exitCode().meaning(), diagnosis::text);
        return (exitCode == ExitCode.DONE ? diagnosis.exitCode() : exitCode).number();
    }

    private static String advice(CallFailure failure) {
        if (!failure.next().isEmpty()) {
            return failure.next();
        }
        return failure.kind() == CallFailure.Kind.UNREACHABLE
                ? "see whether lifeboat-controller runs there, and whether its port is open to you"
                : "take the identity that this controller made: lifeboat-controller admin-cert";
    }

    private void examine(Identity identity) {
        Duration left = Duration.between(surroundings.clock().instant(), identity.expires());
        String found =
                "%s in %s, valid for %s"
                        .formatted(identity.name(), identity.folder(), Times.length(left));
        String renew = "on the controller's host: lifeboat-controller admin-cert";
        if (left.isNegative()) {
            diagnosis.problem(
                    "certificate",
                    "%s in %s ended %s ago"
                            .formatted(
                                    identity.name(),
                                    identity.folder(),
                                    Times.length(left.negated())),
                    renew);
        } else if (left.compareTo(CERTIFICATE_SHORT) < 0) {
            diagnosis.warning("certificate", found, renew);
        } else {
            diagnosis.ok("certificate", found);
        }
    }

    private void examine(GetStatusResponse status, Instant heard) {
        examineVersion(status);
        Duration ahead = Duration.between(heard, Times.instant(status.getNow()));
        String clock = "the controller's is %+.1f s from here".formatted(ahead.toMillis() / 1000.0);
        if (ahead.abs().compareTo(CLOCK_OFF) > 0) {
            diagnosis.warning("clock", clock, "see on both machines: timedatectl");
        } else {
            diagnosis.ok("clock", clock);
        }
        examineKit(status);
        Times now = new Times(Times.instant(status.getNow()));
        status.getSavedStatesList().forEach(saved -> examine(saved, now));
        for (Host host : status.getHostsList()) {
            examine(host, new Times(Times.instant(status.getNow())));
        }
        if (status.getPlansCount() == 0) {
            diagnosis.warning("plans", "there are none", "lifeboat plan apply FILE");
        }
        for (PlanHealth health : PlanHealth.of(status)) {
            examine(health);
        }
    }

    private void examineVersion(GetStatusResponse status) {
        String found =
                "lifeboat %s, controller %s"
                        .formatted(Version.number(), status.getControllerVersion());
        if (Version.number().equals(status.getControllerVersion())) {
            diagnosis.ok("versions", found);
        } else {
            diagnosis.warning("versions", found, "install the same version of both");
        }
    }

    private void examineKit(GetStatusResponse status) {
        Times times = new Times(Times.instant(status.getNow()));
        if (!status.hasKitExported()) {
            diagnosis.warning("kit", "never exported", "lifeboat kit export FILE");
        } else if (times.age(status.getKitExported()).compareTo(KIT_OLD) > 0) {
            diagnosis.warning(
                    "kit",
                    "exported " + times.both(status.getKitExported()),
                    "lifeboat kit export FILE");
        } else {
            diagnosis.ok("kit", "exported " + times.both(status.getKitExported()));
        }
    }

    private void examine(SavedState saved, Times times) {
        String name = "state in " + saved.getRepository();
        String last = saved.hasSaved() ? "saved " + times.both(saved.getSaved()) : "not saved";
        if (saved.getFailure().isEmpty()) {
            diagnosis.ok(name, last);
        } else {
            diagnosis.warning(name, last + "; " + saved.getFailure(), saved.getNext());
        }
    }

    private void examine(Host host, Times times) {
        String name = "host " + host.getName();
        String seen = HostView.lastSeen(host, times);
        if (host.getDuplicateSeen()) {
            diagnosis.problem(
                    name,
                    "two machines use its identity",
                    "stop one of them, and give it a token of its own");
        } else if (host.getConnected()) {
            diagnosis.ok(name, "up, last heard of " + seen);
        } else {
            diagnosis.warning(name, "down, last heard of " + seen, "on it: lifeboat-agent status");
        }
    }

    private void examine(PlanHealth health) {
        String name = "plan " + health.plan().getName();
        Finding worst = health.worst();
        if (worst.trouble() == Trouble.NONE) {
            diagnosis.ok(name, Words.of(health.plan().getFreshness()));
        } else if (worst.trouble().isBreach()) {
            diagnosis.problem(name, worst.what(), worst.next());
        } else {
            diagnosis.warning(name, worst.what(), worst.next());
        }
    }
}
