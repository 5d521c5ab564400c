package dev.capstan.cli.migrate.plan;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.cli.diff.ObjectChange;
import java.util.List;
import java.util.Locale;

/** A plan for programs. */
public final class PlanJson {

    private PlanJson() {}

    /** One object; fields are only added in later versions. */
    public static ObjectNode of(MigrationPlan plan) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("namespace", plan.survey().namespace());
        json.put("version", plan.survey().version());
        json.put("origin", plan.survey().origin().describe());
        json.put("isPossible", plan.blocking().isEmpty());
        tenancy(json.putObject("tenancy"), plan);
        ArrayNode controllers = json.putArray("controllers");
        plan.survey()
                .controllers()
                .forEach(it -> controllers
                        .addObject()
                        .put("name", it.name())
                        .put("component", it.component())
                        .put("image", it.image())
                        .put("replicas", it.replicas())
                        .put("becomes", it.successor()));
        ArrayNode settings = json.putArray("settings");
        plan.settings()
                .settings()
                .forEach(it -> settings.addObject()
                        .put("component", it.component())
                        .put("variable", it.variable())
                        .put("value", it.shown())
                        .put("from", it.from()));
        ArrayNode kinds = json.putArray("kinds");
        plan.survey().kinds().forEach(it -> {
            ObjectNode kind = kinds.addObject()
                    .put("kind", it.kind())
                    .put("objects", it.objects())
                    .put("isSupported", it.known().isPresent());
            it.served().forEach(kind.putArray("served")::add);
            it.stored().forEach(kind.putArray("stored")::add);
        });
        ArrayNode kustomizations = json.putArray("kustomizations");
        plan.kustomizations().forEach(it -> {
            ObjectNode effect = kustomizations
                    .addObject()
                    .put("name", it.name())
                    .put("answer", it.answer().name().toLowerCase(Locale.ROOT));
            texts(
                    effect.putArray("changes"),
                    it.changes().stream()
                            .map(ObjectChange::lines)
                            .flatMap(List::stream)
                            .toList());
            texts(effect.putArray("notices"), it.notices());
        });
        ArrayNode releases = json.putArray("releases");
        plan.releases()
                .forEach(it -> releases.addObject()
                        .put("name", it.name())
                        .put("verdict", it.verdict().name().toLowerCase(Locale.ROOT))
                        .put("message", it.message()));
        ArrayNode findings = json.putArray("findings");
        plan.findings().forEach(it -> {
            ObjectNode finding = findings.addObject()
                    .put("level", it.level().name().toLowerCase(Locale.ROOT))
                    .put("subject", it.subject())
                    .put("message", it.message())
                    .put("advice", it.advice());
            texts(finding.putArray("objects"), it.objects());
        });
        return json;
    }

    private static void tenancy(ObjectNode json, MigrationPlan plan) {
        Tenancy tenancy = plan.tenancy();
        json.put("isSingleTenant", plan.isSingleTenant())
                .put("hasCrossNamespaceRefs", tenancy.hasCrossNamespaceRefs())
                .put("hasRemoteBases", tenancy.hasRemoteBases());
        tenancy.kustomizeAccount().ifPresent(account -> json.put("kustomizeAccount", account));
        tenancy.helmAccount().ifPresent(account -> json.put("helmAccount", account));
    }

    private static void texts(ArrayNode array, List<String> texts) {
        texts.forEach(array::add);
    }
}
