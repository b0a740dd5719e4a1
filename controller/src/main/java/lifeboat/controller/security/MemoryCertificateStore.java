package lifeboat.controller.security;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import lifeboat.controller.fleet.CertificateSerial;
import lifeboat.controller.fleet.HostName;
import lifeboat.controller.security.Subject.HostSubject;
import lifeboat.controller.security.Subject.OperatorSubject;

/** Certificates until the process ends. */
public final class MemoryCertificateStore implements CertificateStore {

    private final Map<CertificateSerial, IssuedCertificate> bySerial = new LinkedHashMap<>();
    private final Map<OperatorName, Instant> operatorsRevoked = new HashMap<>();

    @Override
    public synchronized void put(IssuedCertificate certificate) {
        bySerial.put(certificate.serial(), certificate);
    }

    @Override
    public synchronized Optional<IssuedCertificate> find(CertificateSerial serial) {
        return Optional.ofNullable(bySerial.get(serial));
    }

    @Override
    public synchronized List<IssuedCertificate> all() {
        return bySerial.values().stream()
                .sorted(Comparator.comparing(IssuedCertificate::ends))
                .toList();
    }

    @Override
    public synchronized boolean revoke(CertificateSerial serial, Revocation revocation) {
        Optional<IssuedCertificate> found =
                find(serial).filter(certificate -> certificate.revocation().isEmpty());
        found.ifPresent(certificate -> put(certificate.revoked(revocation)));
        return found.isPresent();
    }

    @Override
    public synchronized int revokeAll(HostName host, Revocation revocation) {
        return (int)
                of(host).filter(certificate -> revoke(certificate.serial(), revocation)).count();
    }

    @Override
    public synchronized int revokeAll(OperatorName operator, Revocation revocation) {
        operatorsRevoked.put(operator, revocation.at());
        return (int)
                List.copyOf(bySerial.values()).stream()
                        .filter(
                                certificate ->
                                        certificate.subject() instanceof OperatorSubject subject
                                                && subject.name().equals(operator))
                        .filter(certificate -> revoke(certificate.serial(), revocation))
                        .count();
    }

    @Override
    public synchronized Optional<Instant> lastRevocation(OperatorName operator) {
        return Optional.ofNullable(operatorsRevoked.get(operator));
    }

    @Override
    public synchronized Optional<Instant> lastRevocation(HostName host) {
        return of(host).flatMap(certificate -> certificate.revocation().stream())
                .map(Revocation::at)
                .max(Comparator.naturalOrder());
    }

    private Stream<IssuedCertificate> of(HostName host) {
        return List.copyOf(bySerial.values()).stream()
                .filter(
                        certificate ->
                                certificate.subject() instanceof HostSubject subject
                                        && subject.name().equals(host));
    }

    @Override
    public synchronized void forgetEndedBefore(Instant end) {
        bySerial.values().removeIf(certificate -> certificate.ends().isBefore(end));
    }
}
