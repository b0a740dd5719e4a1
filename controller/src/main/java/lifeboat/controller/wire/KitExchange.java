package lifeboat.controller.wire;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import lifeboat.controller.catalog.Stores;
import lifeboat.controller.plan.PlanRepository;
import lifeboat.controller.plan.Plans;
import lifeboat.controller.plan.StoredPlan;
import lifeboat.controller.security.KitContent;
import lifeboat.controller.security.KitRepository;
import lifeboat.controller.security.RecoveryKit;
import lifeboat.controller.security.RepositoryPasswords;
import lifeboat.controller.security.Secret;
import lifeboat.engine.EngineException;
import lifeboat.engine.Platform;
import lifeboat.engine.Repository;
import lifeboat.proto.control.v1.ExportKitRequest;
import lifeboat.proto.control.v1.ExportKitResponse;
import lifeboat.proto.control.v1.VerifyKitRequest;
import lifeboat.proto.control.v1.VerifyKitResponse;

/** Makes recovery kits, and proves that they open what they say. */
final class KitExchange {

    private final Plans plans;
    private final RepositoryPasswords passwords;
    private final RecoveryKit kit;
    private final Stores stores;
    private final Platform platform;

    KitExchange(
            Plans plans,
            RepositoryPasswords passwords,
            RecoveryKit kit,
            Stores stores,
            Platform platform) {
        this.plans = plans;
        this.passwords = passwords;
        this.kit = kit;
        this.stores = stores;
        this.platform = platform;
    }

    ExportKitResponse export(ExportKitRequest request) {
        byte[] file = kit.export(passphrase(request.getPassphraseBytes()), repositories());
        return ExportKitResponse.newBuilder().setKit(ByteString.copyFrom(file)).build();
    }

    /** Those of all plans whose password is stored, by name. */
    private List<KitRepository> repositories() {
        Map<String, KitRepository> repositories = new TreeMap<>();
        for (StoredPlan plan : plans.all()) {
            PlanRepository repository = plan.plan().repository();
            String name = repository.name().value();
            passwords
                    .find(name)
                    .map(password -> new KitRepository(name, repository.url(), "", password))
                    .ifPresent(one -> repositories.put(name, one));
        }
        return List.copyOf(repositories.values());
    }

    VerifyKitResponse verify(VerifyKitRequest request) throws InterruptedException {
        KitContent content =
                RecoveryKit.verify(
                        request.getKit().toByteArray(), passphrase(request.getPassphraseBytes()));
        List<lifeboat.proto.control.v1.KitRepository> opened = new ArrayList<>();
        for (KitRepository repository : content.repositories()) {
            opened.add(open(repository));
        }
        return VerifyKitResponse.newBuilder()
                .setExported(ProtoTime.of(content.exported()))
                .addAllRepositories(opened)
                .build();
    }

    private lifeboat.proto.control.v1.KitRepository open(KitRepository repository)
            throws InterruptedException {
        lifeboat.proto.control.v1.KitRepository.Builder message =
                lifeboat.proto.control.v1.KitRepository.newBuilder()
                        .setName(repository.name())
                        .setUrl(repository.url());
        try (Repository opened =
                Repository.open(stores.open(repository.url()), repository.password(), platform)) {
            opened.info();
            message.setOpened(true);
        } catch (EngineException e) {
            message.setFailure(e.code() + ": " + e.getMessage());
        }
        return message.build();
    }

    private static Secret passphrase(ByteString text) {
        return Secret.of(text.toByteArray());
    }
}
