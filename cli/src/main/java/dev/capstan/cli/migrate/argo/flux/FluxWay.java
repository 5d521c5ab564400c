package dev.capstan.cli.migrate.argo.flux;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.api.kustomize.Kustomization;
import dev.capstan.api.kustomize.KustomizationSpec;
import dev.capstan.apply.Manifest;
import dev.capstan.argo.proposal.ProposedPart;
import dev.capstan.kustomizationbuild.BuildPath;
import dev.capstan.kustomizationbuild.BuildSlots;
import dev.capstan.kustomizationbuild.ManifestBuild;
import dev.capstan.kustomizationbuild.ObjectFinish;
import dev.capstan.kustomizationbuild.RemoteBaseSource;
import dev.capstan.kustomize.BuildOptions;
import dev.capstan.kustomize.BuildOptions.LoadRestriction;
import dev.capstan.kustomize.Kustomizer;
import dev.capstan.tree.FileTree;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Makes the objects of a proposed Kustomization as its controller does. */
final class FluxWay {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final ManifestBuild build = new ManifestBuild(
            new Kustomizer(),
            BuildOptions.defaults().withLoadRestriction(LoadRestriction.NONE),
            RemoteBaseSource.forbidden(),
            new BuildSlots(1));

    /** What making objects gives. */
    sealed interface Made {
        /** The objects. */
        record Objects(List<JsonNode> objects) implements Made {
            /** Copies the list. */
            public Objects {
                objects = List.copyOf(objects);
            }
        }

        /** There are none; for people. */
        record Failed(String why) implements Made {}
    }

    /**
     * The objects of a Kustomization.
     *
     * @param tree the files of its source
     */
    Made kustomization(ProposedPart part, FileTree tree) throws IOException {
        Kustomization kustomization = Serialization.jsonMapper().convertValue(part.object(), Kustomization.class);
        Optional<String> problem = kustomization.undecodable();
        if (problem.isPresent()) {
            return new Made.Failed(problem.get());
        }
        KustomizationSpec spec = kustomization.getSpec();
        String path = Optional.ofNullable(spec.path()).orElse("");
        Optional<String> folder = BuildPath.resolve(tree, path);
        if (folder.isEmpty()) {
            return new Made.Failed("there is no folder " + path);
        }
        return switch (build.build(tree, folder.get(), spec, TIMEOUT)) {
            case ManifestBuild.Result.NotBuilt(var failure) -> new Made.Failed(failure.message());
            case ManifestBuild.Result.Built built ->
                switch (ObjectFinish.withoutSubstitution(Optional.ofNullable(spec.commonMetadata()))
                        .finish(built.objects())) {
                    case ObjectFinish.Result.NotFinished(var failure) -> new Made.Failed(failure.message());
                    case ObjectFinish.Result.Finished(var manifests, var _) ->
                        new Made.Objects(manifests.stream()
                                .<JsonNode>map(Manifest::content)
                                .toList());
                };
        };
    }
}
