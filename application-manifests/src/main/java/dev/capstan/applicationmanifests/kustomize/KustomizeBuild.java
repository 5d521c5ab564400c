package dev.capstan.applicationmanifests.kustomize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.capstan.applicationmanifests.build.BuildInput;
import dev.capstan.applicationmanifests.build.Built;
import dev.capstan.applicationmanifests.build.SourceBuild;
import dev.capstan.argo.settings.KustomizeFlags;
import dev.capstan.argo.source.KustomizeEdits;
import dev.capstan.argo.source.KustomizeEdits.Edited;
import dev.capstan.argo.source.KustomizeOptions;
import dev.capstan.argo.source.Manifest;
import dev.capstan.argo.source.SourceKind;
import dev.capstan.kustomize.BuildLimits;
import dev.capstan.kustomize.BuildOptions;
import dev.capstan.kustomize.BuildOptions.LoadRestriction;
import dev.capstan.kustomize.BuildOptions.ObjectOrder;
import dev.capstan.kustomize.BuildOutcome;
import dev.capstan.kustomize.BuildWarning;
import dev.capstan.kustomize.BuiltObject;
import dev.capstan.kustomize.Kustomizer;
import dev.capstan.tree.FileTree;
import dev.capstan.yaml.Dialect;
import dev.capstan.yaml.Json;
import dev.capstan.yaml.UnwritableValueException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Lays the options of the source over a kustomization, and builds it. */
public final class KustomizeBuild implements SourceBuild {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Kustomizer kustomizer;
    private final BuildLimits limits;

    /** @param limits of one build */
    public KustomizeBuild(Kustomizer kustomizer, BuildLimits limits) {
        this.kustomizer = kustomizer;
        this.limits = limits;
    }

    @Override
    public Built build(BuildInput input) throws IOException {
        List<String> notices =
                input.source().kustomize().map(KustomizeOptions::notices).orElse(List.of());
        return switch (edited(input)) {
            case Edited.Failed(String why) -> new Built.Failed(why);
            case Edited.Tree(FileTree tree) ->
                switch (kustomizer.build(tree, input.folder().path(), options(input))) {
                    case BuildOutcome.BuildFailed failed ->
                        new Built.Failed(
                                "kustomize build failed: " + failed.problem().describe());
                    case BuildOutcome.Built built -> objects(built, notices);
                };
        };
    }

    private static Edited edited(BuildInput input) throws IOException {
        return input.source().kustomize().isEmpty()
                ? new Edited.Tree(input.folder().tree())
                : KustomizeEdits.apply(
                        input.folder(), input.source().kustomize().get(), input.environment());
    }

    private BuildOptions options(BuildInput input) {
        KustomizeFlags flags = input.flags();
        return BuildOptions.defaults()
                .withOrder(flags.keepsOrder() ? ObjectOrder.NONE : ObjectOrder.UNSPECIFIED)
                .withLoadRestriction(flags.mayLoadAnywhere() ? LoadRestriction.NONE : LoadRestriction.ROOT_ONLY)
                .withRemoteBases(input.elsewhere())
                .withLimits(limits);
    }

    private static Built objects(BuildOutcome.Built built, List<String> notices) throws IOException {
        var manifests = new ArrayList<Manifest>();
        long bytes = 0;
        for (BuiltObject object : built.objects()) {
            byte[] json;
            try {
                json = Json.write(object.content(), Dialect.KUBERNETES);
            } catch (UnwritableValueException unwritable) {
                return new Built.Failed(object.identity() + " (" + object.origin() + "): " + unwritable.getMessage());
            }
            JsonNode content = JSON.readTree(json);
            manifests.add(new Manifest(
                    content, object.origin().file(), object.origin().line()));
            bytes += json.length;
        }
        List<String> all = Stream.concat(
                        notices.stream(), built.warnings().stream().map(BuildWarning::describe))
                .toList();
        return new Built.Objects(SourceKind.KUSTOMIZE, manifests, all, bytes);
    }
}
