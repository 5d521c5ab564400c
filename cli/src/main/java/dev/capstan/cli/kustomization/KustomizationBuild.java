package dev.capstan.cli.kustomization;

import dev.capstan.api.kustomize.KustomizationSpec;
import dev.capstan.api.kustomize.PostBuild;
import dev.capstan.apply.Manifest;
import dev.capstan.apply.ObjectId;
import dev.capstan.cli.CommandFailure;
import dev.capstan.git.GitLimits;
import dev.capstan.kustomizationbuild.BuildSlots;
import dev.capstan.kustomizationbuild.ManifestBuild;
import dev.capstan.kustomizationbuild.ObjectFinish;
import dev.capstan.kustomizationbuild.decrypt.PlainTexts;
import dev.capstan.kustomizationbuild.substitute.Strictness;
import dev.capstan.kustomize.BuildOptions;
import dev.capstan.kustomize.BuildOptions.LoadRestriction;
import dev.capstan.kustomize.BuildWarning;
import dev.capstan.kustomize.BuiltObject;
import dev.capstan.kustomize.Kustomizer;
import dev.capstan.remotebase.MirroredBases;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Builds the files of a Kustomization as its controller does, but opens nothing that is encrypted. */
public final class KustomizationBuild {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final KubernetesClient client;

    /** @param client reads the variables of the Kustomization */
    public KustomizationBuild(KubernetesClient client) {
        this.client = client;
    }

    /**
     * What was built.
     *
     * @param manifests all objects but the encrypted ones
     * @param leftOut the encrypted objects
     * @param notices what people should know
     * @param shown takes values of Secrets out of texts about the objects
     */
    public record Built(
            List<Manifest> manifests, Set<ObjectId> leftOut, List<String> notices, UnaryOperator<String> shown) {
        /** Copies the lists. */
        public Built {
            manifests = List.copyOf(manifests);
            leftOut = Set.copyOf(leftOut);
            notices = List.copyOf(notices);
        }
    }

    /** @throws CommandFailure saying why the controller could not build them either */
    public Built of(LiveKustomization kustomization, BuildFiles files) {
        KustomizationSpec spec = kustomization.spec();
        ClusterVariables variables = Optional.ofNullable(spec.postBuild())
                .map(postBuild -> ClusterVariables.of(
                        client, postBuild, kustomization.object().namespace()))
                .orElse(ClusterVariables.NONE);
        ManifestBuild build = new ManifestBuild(
                new Kustomizer(),
                BuildOptions.defaults().withLoadRestriction(LoadRestriction.NONE),
                timeout -> new MirroredBases(files.mirrors(), GitLimits.DEFAULT, timeout),
                new BuildSlots(1));
        return switch (build.build(files.tree(), files.folder(), spec, TIMEOUT)) {
            case ManifestBuild.Result.NotBuilt(var failure) ->
                throw new CommandFailure("The folder '%s' of %s does not build: %s"
                        .formatted(files.folder(), kustomization.object().title(), failure.message()));
            case ManifestBuild.Result.Built built -> finish(kustomization, variables, built);
        };
    }

    private static Built finish(
            LiveKustomization kustomization, ClusterVariables variables, ManifestBuild.Result.Built built) {
        List<String> notices = new ArrayList<>(
                built.warnings().stream().map(BuildWarning::describe).toList());
        List<BuiltObject> plain = new ArrayList<>();
        Set<ObjectId> leftOut = new HashSet<>();
        for (BuiltObject object : built.objects()) {
            if (object.content().has("sops")) {
                notices.add(object.identity() + " is encrypted and was left out");
                leftOut.add(new ObjectId(object.group(), object.kind(), object.namespace(), object.name()));
            } else {
                plain.add(object);
            }
        }
        PlainTexts hidden = PlainTexts.NONE.and(variables.secrets());
        return switch (finishOf(kustomization.spec(), variables).finish(plain)) {
            case ObjectFinish.Result.NotFinished(var failure) ->
                throw new CommandFailure(hidden.hide(failure.message()));
            case ObjectFinish.Result.Finished(var manifests, var _) -> {
                var names = manifests.stream()
                        .map(manifest -> manifest.id().display())
                        .collect(Collectors.toUnmodifiableSet());
                yield new Built(
                        manifests,
                        leftOut,
                        notices,
                        hidden.isEmpty() ? UnaryOperator.identity() : text -> hidden.hide(text, names));
            }
        };
    }

    private static ObjectFinish finishOf(KustomizationSpec spec, ClusterVariables variables) {
        PostBuild postBuild = spec.postBuild();
        boolean isAlways = postBuild != null && "Always".equals(postBuild.substituteStrategy());
        var common = Optional.ofNullable(spec.commonMetadata());
        return variables.variables().isEmpty() && !isAlways
                ? ObjectFinish.withoutSubstitution(common)
                : ObjectFinish.withSubstitution(variables.variables(), Strictness.LENIENT, common);
    }
}
