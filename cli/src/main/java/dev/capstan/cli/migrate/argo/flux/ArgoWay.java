package dev.capstan.cli.migrate.argo.flux;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.applicationmanifests.ManifestRendering;
import dev.capstan.applicationmanifests.ManifestRequest;
import dev.capstan.applicationmanifests.RenderLimits;
import dev.capstan.applicationmanifests.Rendered;
import dev.capstan.applicationmanifests.SourceFiles;
import dev.capstan.applicationmanifests.TargetFacts;
import dev.capstan.argo.object.Metadata;
import dev.capstan.argo.project.AppProject;
import dev.capstan.argo.project.Scope;
import dev.capstan.argo.settings.ArgoSettings;
import dev.capstan.helm.Capabilities;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;

/** Renders Applications as Argo CD does. */
final class ArgoWay {
    private final ManifestRendering rendering;
    private final SourceFiles files;
    private final ArgoSettings settings;
    private final String controlPlane;
    private final TargetFacts target;

    /**
     * @param scratch an empty folder
     * @param scopes of the kinds of the cluster
     */
    ArgoWay(
            Path scratch,
            SourceFiles files,
            ArgoSettings settings,
            String controlPlane,
            BiFunction<String, String, Scope> scopes) {
        this.rendering = new ManifestRendering(scratch, RenderLimits.DEFAULT);
        this.files = files;
        this.settings = settings;
        this.controlPlane = controlPlane;
        this.target = new TargetFacts(Capabilities.DEFAULT, scopes);
    }

    /** All objects of an Application. */
    Rendered render(JsonNode application) {
        JsonNode spec = application.path("spec");
        return render(
                application, spec, spec.path("destination").path("namespace").asText(""));
    }

    /**
     * The objects of another spec.
     *
     * @param namespace for objects that name none
     */
    Rendered render(JsonNode application, JsonNode spec, String namespace) {
        return rendering.render(
                new ManifestRequest(
                        name(application),
                        AppProject.named(
                                application.path("spec").path("project").asText("")),
                        namespace,
                        spec,
                        List.of(),
                        _ -> true,
                        settings,
                        target,
                        true),
                files);
    }

    /** The name that marks have, and files with overrides. */
    String name(JsonNode application) {
        var metadata = Metadata.of(application);
        return metadata.namespace().equals(controlPlane)
                ? metadata.name()
                : metadata.namespace() + "_" + metadata.name();
    }
}
