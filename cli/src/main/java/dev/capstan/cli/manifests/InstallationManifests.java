package dev.capstan.cli.manifests;

import dev.capstan.cli.CommandFailure;
import dev.capstan.kustomize.BuildOptions;
import dev.capstan.kustomize.BuildOutcome;
import dev.capstan.kustomize.BuiltObject;
import dev.capstan.kustomize.Kustomizer;
import dev.capstan.tree.DiskTree;
import dev.capstan.tree.FileTree;
import dev.capstan.tree.OverlayTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/**
 * The manifests that Capstan brings along.
 *
 * @param parent the folder that {@code k8s} is in
 */
public record InstallationManifests(Path parent) {

    /** The folder of the manifests in the distribution and in the repository. */
    private static final String FOLDER = "k8s";

    /** What they offer. */
    public Catalog catalog() {
        return Catalog.read(tree(parent.resolve(FOLDER)));
    }

    /**
     * The objects of a choice.
     *
     * @throws CommandFailure when the manifests do not build
     */
    public RenderedInstallation render(InstallationChoice choice) {
        String kustomization = new ChosenKustomization(choice, catalog()).text();
        FileTree tree = OverlayTree.of(
                Map.of("kustomization.yaml", kustomization.getBytes(StandardCharsets.UTF_8)), tree(parent));
        return switch (new Kustomizer().build(tree, "", BuildOptions.defaults())) {
            case BuildOutcome.Built built ->
                new RenderedInstallation(
                        choice,
                        built.objects().stream()
                                .map(BuiltObject::content)
                                .map(new NamespaceChange(choice.namespace())::of)
                                .toList());
            case BuildOutcome.BuildFailed failed ->
                throw new CommandFailure("The manifests in %s do not build: %s"
                        .formatted(parent.resolve(FOLDER), failed.problem().describe()));
        };
    }

    private static FileTree tree(Path folder) {
        try {
            return new DiskTree(folder);
        } catch (IOException missing) {
            throw new CommandFailure(
                    "The manifests in " + folder + " cannot be read: " + missing.getMessage(), missing);
        }
    }
}
