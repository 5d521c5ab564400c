package dev.capstan.kustomization.run;

import dev.capstan.applier.source.SourceRevision;
import dev.capstan.apply.Manifest;
import dev.capstan.kustomizationbuild.decrypt.PlainTexts;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a Kustomization wants to be in the cluster.
 *
 * @param accepted what was compiled of the spec
 * @param revision the revision it comes from
 * @param manifests every object
 * @param plains what was decrypted or substituted for them, which no message may show
 * @param notices what people should know about the build although it did not fail
 * @param lastRun what to remember when the run ends well
 */
record DesiredObjects(
        SpecCheck.Accepted accepted,
        SourceRevision revision,
        List<Manifest> manifests,
        PlainTexts plains,
        List<String> notices,
        LastRun lastRun) {

    /** Takes out of messages about them what none may show; names of objects and files stay. Keeps none of the objects. */
    UnaryOperator<String> shown() {
        if (plains.isEmpty()) {
            return UnaryOperator.identity();
        }
        Set<String> names = manifests.stream()
                .flatMap(manifest ->
                        Stream.of(manifest.id().display(), manifest.origin().file()))
                .collect(Collectors.toUnmodifiableSet());
        return message -> plains.hide(message, names);
    }
}
