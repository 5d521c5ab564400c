package dev.capstan.cli.migrate.plan;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.api.kind.ToolkitKind;
import dev.capstan.cli.cluster.ToolkitObject;
import dev.capstan.cli.migrate.survey.KindUse;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What our definitions of Flux's kinds do to versions and objects. Pure. */
final class DefinitionRules {

    private final Map<String, JsonNode> definitions;

    /** @param definitions ours, by name */
    DefinitionRules(Map<String, JsonNode> definitions) {
        this.definitions = Map.copyOf(definitions);
    }

    /** What there is to say about a kind. */
    List<Finding> about(KindUse use) {
        List<Finding> findings = new ArrayList<>();
        if (use.known().isEmpty()) {
            if (use.objects() > 0) {
                findings.add(Finding.warns(
                        use.kind(),
                        "no controller of Capstan reconciles it; %d objects stay as they are".formatted(use.objects()),
                        ""));
            }
            return findings;
        }
        Set<String> ours = Set.copyOf(use.known().get().versions());
        String stored = use.known().get().versions().getFirst();
        if (use.objects() > 0 && !use.served().contains(stored)) {
            findings.add(Finding.blocks(
                    use.kind(),
                    "this Flux does not serve %s, which Capstan works with (%s)"
                            .formatted(stored, String.join(", ", use.served())),
                    "Upgrade Flux to 2.6 or later first"));
        }
        List<String> lost =
                use.served().stream().filter(version -> !ours.contains(version)).toList();
        if (!lost.isEmpty()) {
            findings.add(Finding.warns(
                    use.kind(),
                    "%s will not be served any more".formatted(String.join(", ", lost)),
                    "Manifests in Git that name it must name %s before".formatted(stored)));
        }
        return findings;
    }

    /** The versions that objects may be stored in and that we do not have: they are written again in the stored version before. */
    static List<String> convertedVersions(KindUse use) {
        return use.known()
                .map(kind -> use.stored().stream()
                        .filter(version -> !kind.versions().contains(version))
                        .toList())
                .orElse(List.of());
    }

    /** What objects of a kind would lose, or be refused for, once for all objects that have it. */
    List<Finding> about(ToolkitKind kind, List<ToolkitObject> objects) {
        JsonNode definition = definitions.get(kind.plural() + "." + kind.group());
        if (definition == null) {
            return List.of();
        }
        String version = kind.versions().getFirst();
        Map<String, List<String>> byField = new TreeMap<>();
        for (JsonNode candidate : definition.path("spec").path("versions")) {
            if (candidate.path("name").asText("").equals(version)) {
                var rules = new SchemaRules(candidate.path("schema").path("openAPIV3Schema"));
                for (ToolkitObject object : objects) {
                    JsonNode json = Serialization.jsonMapper().valueToTree(object.resource());
                    rules.unknown(json)
                            .forEach(field -> byField.computeIfAbsent(
                                            field.replaceAll("\\[[0-9]+\\]", "[]"), _ -> new ArrayList<>())
                                    .add(object.namespace() + "/" + object.name()));
                }
            }
        }
        Map<String, List<String>> distinct = new LinkedHashMap<>();
        byField.forEach(
                (field, names) -> distinct.put(field, names.stream().distinct().toList()));
        return distinct.entrySet().stream()
                .map(entry -> Finding.blocks(
                                kind.kind(),
                                "%s is not supported".formatted(entry.getKey()),
                                "Take it out, or let --accept-differences drop it")
                        .of(entry.getValue()))
                .toList();
    }
}
