package dev.capstan.applicationmanifests;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.capstan.argo.project.Scope;
import dev.capstan.argo.settings.ArgoSettings;
import dev.capstan.argo.source.Manifest;
import dev.capstan.helm.Capabilities;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** An Application {@code shop} that goes to the namespace {@code web}, rendered from repositories in memory. */
final class Rendering {
    static final String REPOSITORY = "https://git.example.com/team/shop";
    static final String OTHER = "https://git.example.com/team/values";

    final SourceFolders files = new SourceFolders();
    final ManifestRendering manifests;
    TargetFacts target = new TargetFacts(
            Capabilities.DEFAULT, (group, kind) -> kind.equals("Namespace") ? Scope.CLUSTER : Scope.NAMESPACE);
    Map<String, String> settings = Map.of();
    boolean isHard;

    Rendering(Path directory) {
        this(directory, RenderLimits.DEFAULT);
    }

    Rendering(Path directory, RenderLimits limits) {
        manifests = new ManifestRendering(directory, limits);
    }

    static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException wrong) {
            throw new AssertionError(text, wrong);
        }
    }

    /** A source of {@link #REPOSITORY} with a path and further fields; quotes are single. */
    static String source(String path, String more) {
        return "{'repoURL':'" + REPOSITORY + "','path':'" + path + "'" + (more.isEmpty() ? "" : "," + more) + "}";
    }

    Rendered of(String source) {
        return spec("{'source':" + source + "}");
    }

    Rendered ofAll(String... sources) {
        return spec("{'sources':[" + String.join(",", sources) + "]}");
    }

    Rendered spec(String spec) {
        return manifests.render(
                new ManifestRequest(
                        "shop",
                        "default",
                        "web",
                        json(spec),
                        List.of(),
                        url -> !url.contains("forbidden"),
                        ArgoSettings.of(settings),
                        target,
                        isHard),
                files);
    }

    static Rendered.Objects objects(Rendered rendered) {
        return switch (rendered) {
            case Rendered.Objects objects -> objects;
            case Rendered.Failed(String why) -> throw new AssertionError(why);
        };
    }

    static String failure(Rendered rendered) {
        return switch (rendered) {
            case Rendered.Objects objects -> throw new AssertionError(objects);
            case Rendered.Failed(String why) -> why;
        };
    }

    /** {@code Kind namespace/name} of each object. */
    static List<String> names(Rendered rendered) {
        return objects(rendered).manifests().stream().map(Rendering::name).toList();
    }

    private static String name(Manifest manifest) {
        JsonNode metadata = manifest.object().path("metadata");
        return manifest.object().path("kind").asText() + " "
                + metadata.path("namespace").asText("-") + "/"
                + metadata.path("name").asText();
    }

    /** A field of the first object, as JSON. */
    static String field(Rendered rendered, String pointer) {
        return objects(rendered).manifests().getFirst().object().at(pointer).toString();
    }
}
