package dev.capstan.cli.migrate.argo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.survey.Finding;
import dev.capstan.argo.survey.Installation;
import java.util.List;
import java.util.Locale;

/** What was found, for programs. */
public final class SurveyJson {

    private SurveyJson() {}

    /** One object; fields are only added in later versions. */
    public static ObjectNode of(Installation installation, List<Finding> findings) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("namespace", installation.namespace());
        json.put("applications", installation.applications().size());
        json.put("applicationSets", installation.sets().size());
        json.put("projects", installation.projects().size());
        json.put("secrets", installation.secrets().size());
        var list = json.putArray("findings");
        findings.forEach(it -> list.addObject()
                .put("weight", it.weight().name().toLowerCase(Locale.ROOT))
                .put("subject", it.subject())
                .put("what", it.what()));
        return json;
    }
}
