package dev.capstan.cli.migrate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.manifests.Catalog;
import dev.capstan.cli.manifests.Controller;
import dev.capstan.cli.manifests.Images;
import dev.capstan.cli.manifests.InstallationChoice;
import dev.capstan.cli.manifests.InstallationManifests;
import dev.capstan.cli.migrate.plan.CarriedSettings;
import dev.capstan.cli.migrate.plan.MigrationPlan;
import dev.capstan.cli.process.Distribution;
import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlWriter;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Our manifests for exactly the controllers that Flux runs, with its settings. */
final class ChosenComponents {

    private final Optional<String> registry;
    private final Optional<String> tag;

    ChosenComponents(Optional<String> registry, Optional<String> tag) {
        this.registry = registry;
        this.tag = tag;
    }

    /** The objects, definitions first. */
    List<GenericKubernetesResource> objects(MigrationPlan plan) {
        return json(plan).stream()
                .map(object -> Serialization.jsonMapper().convertValue(object, GenericKubernetesResource.class))
                .toList();
    }

    private List<ObjectNode> json(MigrationPlan plan) {
        var manifests = new InstallationManifests(Distribution.find().manifests());
        Catalog catalog = manifests.catalog();
        List<Controller> controllers = catalog.controllers().stream()
                .filter(controller -> plan.survey().components().contains(controller.name()))
                .toList();
        Images images = Images.of(catalog).withRegistry(registry);
        InstallationChoice choice = InstallationChoice.everything(catalog)
                .withControllers(controllers)
                .withSingleTenant(plan.isSingleTenant())
                .withNamespace(plan.survey().namespace())
                .withImages(tag.map(images::withTag).orElse(images));
        List<ObjectNode> objects = new ArrayList<>();
        for (YamlMap object : manifests.render(choice).objects()) {
            ObjectNode json = tree(object);
            if (json.path("kind").asText("").equals("Deployment")) {
                configure(
                        json, variables(plan, json.path("metadata").path("name").asText("")));
            }
            objects.add(json);
        }
        return objects;
    }

    private static ObjectNode tree(YamlMap object) {
        try {
            return (ObjectNode) Serialization.yamlMapper().readTree(YamlWriter.write(object));
        } catch (IOException broken) {
            throw new CommandFailure("The manifests of Capstan cannot be read: " + broken.getMessage(), broken);
        }
    }

    private static Map<String, String> variables(MigrationPlan plan, String component) {
        CarriedSettings settings = plan.settings();
        Map<String, String> variables = new LinkedHashMap<>(settings.of(component));
        variables.putAll(TenancySettings.of(component, plan.tenancy()));
        return variables;
    }

    /** Gives a container variables, in place of those of the same names. */
    private static void configure(ObjectNode deployment, Map<String, String> variables) {
        for (JsonNode container : deployment.at("/spec/template/spec/containers")) {
            if (container.path("name").asText("").equals("manager") && container instanceof ObjectNode manager) {
                ArrayNode env = manager.withArray("/env");
                variables.forEach((name, value) -> {
                    for (int i = env.size() - 1; i >= 0; i--) {
                        if (env.get(i).path("name").asText("").equals(name)) {
                            env.remove(i);
                        }
                    }
                    env.addObject().put("name", name).put("value", value);
                });
            }
        }
    }
}
