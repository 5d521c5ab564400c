package dev.capstan.argo.survey;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.argo.object.Fields;
import java.util.List;

/** Looks at ApplicationSets. What comes of them are Applications, which are looked at as such. */
final class SetSurvey {
    private static final int DEEPEST = 8;
    private static final List<String> COMBINATIONS = List.of("matrix", "merge");

    private final Findings findings;

    SetSurvey(Findings findings) {
        this.findings = findings;
    }

    void look(JsonNode set) {
        var about = findings.about("ApplicationSet", set);
        var spec = set.path("spec");
        generators(spec, 0, about);
        SourceSurvey.look(spec.path("template").path("spec"), about);
    }

    private static void generators(JsonNode parent, int depth, Findings.About about) {
        for (JsonNode generator : Fields.elements(parent, "generators")) {
            if (generator.path("plugin").isObject()) {
                about.stops(
                        "the generator 'plugin' is refused: no programs are asked for parameters; a list or files in"
                                + " Git take its place");
            }
            if (depth < DEEPEST) {
                COMBINATIONS.forEach(name -> generators(generator.path(name), depth + 1, about));
            }
        }
    }
}
