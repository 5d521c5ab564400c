package dev.capstan.argo.survey;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.argo.object.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Looks at the sources of a spec: of an Application, or of the template of a set, whose texts may have parameters. */
final class SourceSurvey {
    /** The field for sources that are rendered into a branch first. */
    static final String HYDRATOR = "sourceHydrator";

    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://.*", Pattern.DOTALL);
    private static final Set<String> FETCHED = Set.of("http", "https");
    private static final List<String> JSONNET = List.of("extVars", "tlas", "libs");

    private SourceSurvey() {}

    static void look(JsonNode spec, Findings.About about) {
        if (spec.path(HYDRATOR).isObject()) {
            about.stops(
                    "sourceHydrator is not acted on: no branches are rendered; name the branch that is synced as its"
                            + " source");
        }
        for (JsonNode source : sources(spec)) {
            plugin(source, about);
            jsonnet(source.path("directory").path("jsonnet"), about);
            valueFiles(source.path("helm"), about);
            version("helm", source, about);
            version("kustomize", source, about);
        }
    }

    private static List<JsonNode> sources(JsonNode spec) {
        var sources = new ArrayList<>(Fields.elements(spec, "sources"));
        if (sources.isEmpty() && spec.path("source").isObject()) {
            sources.add(spec.path("source"));
        }
        return sources;
    }

    private static void plugin(JsonNode source, Findings.About about) {
        if (source.path("plugin").isObject()) {
            var name = Fields.text(source.path("plugin"), "name");
            about.stops("the plugin" + (name.isEmpty() ? "" : " '" + name + "'")
                    + " is refused: config management plugins are programs, and none are run; what it does for Secrets,"
                    + " ExternalSecrets and SealedSecrets do in the cluster");
        }
    }

    private static void jsonnet(JsonNode jsonnet, Findings.About about) {
        if (JSONNET.stream().anyMatch(field -> !jsonnet.path(field).isEmpty())) {
            about.stops("Jsonnet is refused; render its files into the repository");
        }
    }

    private static void valueFiles(JsonNode helm, Findings.About about) {
        for (String file : Fields.texts(helm, "valueFiles")) {
            var scheme = SCHEME.matcher(file);
            if (scheme.matches() && !FETCHED.contains(scheme.group(1))) {
                about.stops("values files by " + scheme.group(1)
                        + ":// are refused: only plugins of Helm read them, and none are run");
            }
        }
    }

    private static void version(String tool, JsonNode source, Findings.About about) {
        if (!Fields.text(source.path(tool), "version").isEmpty()) {
            about.lost(tool + ".version is not acted on: builds run no programs, so there is one version");
        }
    }
}
