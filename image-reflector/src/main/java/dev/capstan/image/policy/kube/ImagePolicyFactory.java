package dev.capstan.image.policy.kube;

import dev.capstan.api.image.ImagePolicy;
import dev.capstan.api.image.ImagePolicyStatus;
import dev.capstan.image.kube.FailureCounter;
import dev.capstan.image.kube.ImageIdentities;
import dev.capstan.image.kube.ImageKindFactory;
import dev.capstan.image.kube.ImageServices;
import dev.capstan.runtime.reconcile.KindConventions;
import dev.capstan.runtime.reconcile.KindReconciler;
import dev.capstan.runtime.reconcile.ReconcilerContext;
import jakarta.inject.Singleton;

/** Opens what chooses images. */
@Singleton
final class ImagePolicyFactory implements ImageKindFactory {

    @Override
    public KindReconciler<?, ?> open(ImageServices services) {
        return new KindReconciler<>(
                ImageIdentities.REFLECTOR,
                KindConventions.toolkit(ImagePolicy.class, ImagePolicyStatus.INITIAL),
                services.reconcilers(),
                context -> new ImagePolicyReconciler(
                        context,
                        decision(services, context),
                        services.changes(),
                        new FailureCounter(services.metrics()),
                        services.clock()));
    }

    private static PolicyDecision decision(
            ImageServices services, ReconcilerContext<ImagePolicy, ImagePolicyStatus> policies) {
        var namespaces = services.scope()
                .keep(new NamespaceWatch(
                        services.client(),
                        services.reconcilers().watchScope(),
                        namespace -> ImagePolicyReconciler.wakeForeigners(policies, namespace)));
        return new PolicyDecision(
                new KnownRepositories(
                        services.objects(),
                        services.client(),
                        services.reconcilers().watchScope()),
                services.tags(),
                namespaces,
                new RegistryDigests(services.door()),
                services.mayCrossNamespaces());
    }
}
