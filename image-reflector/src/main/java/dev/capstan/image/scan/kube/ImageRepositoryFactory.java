package dev.capstan.image.scan.kube;

import dev.capstan.api.image.ImageRepository;
import dev.capstan.api.image.ImageRepositoryStatus;
import dev.capstan.image.kube.ImageIdentities;
import dev.capstan.image.kube.ImageKindFactory;
import dev.capstan.image.kube.ImageServices;
import dev.capstan.image.scan.ImageScan;
import dev.capstan.runtime.reconcile.KindConventions;
import dev.capstan.runtime.reconcile.KindReconciler;
import jakarta.inject.Singleton;

/** Opens what scans images. */
@Singleton
final class ImageRepositoryFactory implements ImageKindFactory {

    @Override
    public KindReconciler<?, ?> open(ImageServices services) {
        var scan = new ImageScan(services.door(), services.tags());
        var metrics = new ScanMetrics(services.metrics());
        return new KindReconciler<>(
                ImageIdentities.REFLECTOR,
                KindConventions.toolkit(ImageRepository.class, ImageRepositoryStatus.INITIAL),
                services.reconcilers(),
                context -> {
                    services.objects().add(ImageRepository.class, context);
                    return new ImageRepositoryReconciler(context, scan, services.changes(), metrics, services.clock());
                });
    }
}
